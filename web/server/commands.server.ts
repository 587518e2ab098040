import type { Viewer } from '#api/services/contract.ts'
import { type CommandType, commandRow, commandTypes } from '#domain/commands.ts'
import type { CommandResult } from '../command-result.ts'
import { fieldMessages } from '../field-messages.ts'
import { type ActionFunctionArgs, type AppLoadContext, data, redirect } from '../framework.ts'
import { fieldOf, filled, numberOf, textOf } from './form.server.ts'
import { signedIn } from './guard.server.ts'
import { payloadOf } from './payloads.server.ts'
import { isAppError, missing, problemOf, statusOf } from './problems.server.ts'

type Sent = Pick<CommandResult, 'formKey' | 'commandId' | 'type'>

/** The action of every page with command forms: sends one command and tells how it came out. */
export async function commandAction(args: ActionFunctionArgs) {
  return await sendCommand(args, signedIn(args))
}

/** The same for the holder of a recipient link, who is not signed in. */
export async function sendCommand({ request, context }: ActionFunctionArgs, viewer: Viewer) {
  const form = await request.formData()
  const type = commandTypes.find((known) => known === form.get('type'))
  if (!type) throw missing()
  const sent: Sent = { formKey: fieldOf(form, 'formKey'), commandId: fieldOf(form, 'commandId'), type }
  try {
    await keepPictures(form, { context, viewer })
    const answer = await context.services.commands.send(fieldOf(form, 'shipmentId'), bodyOf(form, sent), viewer)
    if (answer.kind === 'pending') return data({ ...sent, kind: 'pending' } satisfies CommandResult, { status: 202 })
    // Without scripts the page comes anew, so that a reload does not post again.
    if (form.get('via') !== 'script') return backTo(request, type)
    return { ...sent, kind: 'applied', words: appliedWords(type, answer) } satisfies CommandResult
  } catch (error) {
    if (!isAppError(error)) throw error
    return data(refusalOf(error, sent, form), { status: statusOf(error) })
  }
}

function refusalOf(error: Parameters<typeof problemOf>[0], sent: Sent, form: FormData): CommandResult {
  const { title, message, errors } = problemOf(error)
  const kept = filled({ photoId: textOf(form, 'photoId'), signatureId: textOf(form, 'signatureId') })
  return { ...sent, kind: 'refused', title, message, kept, messages: fieldMessages(errors, fieldNames) }
}

/** Where a field of a form is named otherwise than the payload names it. */
const fieldNames: Readonly<Record<string, string>> = {
  'pod.photoId': 'photo',
  'pod.signatureId': 'signature',
  'pod.pin': 'pin',
  'pod.scans': 'scans',
  'pod.position': 'position',
  'pod.idSeen': 'idSeen',
  photoIds: 'photo',
  courierIds: 'courierId',
  'input.courierIds': 'courierId',
  'input.window': 'window',
  'input.acceptedFee': 'acceptedFeeMinor',
  acceptedFee: 'acceptedFeeMinor',
}

function bodyOf(form: FormData, { commandId, type }: Sent) {
  return filled({
    commandId,
    type,
    payload: payloadOf(type, form),
    expectedSeq: numberOf(form, 'expectedSeq'),
    occurredAt: textOf(form, 'occurredAt'),
  })
}

type Keeping = { context: AppLoadContext; viewer: Viewer }

/** Stores the pictures of the form and puts their ids in it: a refused form need not send them again. */
async function keepPictures(form: FormData, { context, viewer }: Keeping): Promise<void> {
  for (const kind of ['photo', 'signature']) {
    const file = form.get(kind)
    if (!(file instanceof File) || file.size === 0) continue
    const bytes = Buffer.from(await file.arrayBuffer())
    const { id } = await context.services.proofs.add({ bytes, kind, shipmentId: textOf(form, 'shipmentId') }, viewer)
    form.set(`${kind}Id`, id)
  }
}

function backTo(request: Request, type: CommandType): Response {
  const url = new URL(request.url)
  url.searchParams.set('done', type)
  return redirect(`${url.pathname}${url.search}`)
}

function appliedWords(type: CommandType, answer: { applied: boolean; reason?: string }): string {
  if (!answer.applied) return `Kept, but not applied: ${answer.reason ?? 'the shipment has moved on'}.`
  return `${commandRow(type).name}: done.`
}

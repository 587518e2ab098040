import type { Viewer } from '#api/services/contract.ts'
import { type MessageState, messageStates, type WebhookKind, webhookKinds } from '#domain/webhooks.ts'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '../framework.ts'
import { fieldOf, textsOf } from './form.server.ts'
import { readingOf } from './preferences.server.ts'
import { endpointOf, messageOf } from './present-webhooks.server.ts'
import { load, type Problem, refusable } from './problems.server.ts'

/** The endpoints that a viewer may see. */
export function readEndpoints({ request, context }: LoaderFunctionArgs, viewer: Viewer) {
  return load(async () => {
    const cursor = new URL(request.url).searchParams.get('cursor')
    const { items, nextCursor } = await context.services.webhooks.list({ ...(cursor && { cursor }) }, viewer)
    const reading = readingOf(request)
    return { endpoints: items.map((endpoint) => endpointOf(endpoint, reading)), nextCursor }
  })
}

/** One endpoint with a page of its messages. */
export function readEndpoint({ request, context, params }: LoaderFunctionArgs, viewer: Viewer) {
  return load(async () => {
    const id = params.id ?? ''
    const search = new URL(request.url).searchParams
    const state = messageStates.find((known) => known === search.get('state')) ?? null
    const cursor = search.get('cursor')
    const { webhooks } = context.services
    const endpoint = await webhooks.get(id, viewer)
    const query = { endpointId: id, limit: '25', ...(state && { state }), ...(cursor && { cursor }) }
    const { items, nextCursor } = await webhooks.deliveries(query, viewer)
    const reading = readingOf(request)
    return {
      endpoint: endpointOf(endpoint, reading),
      state,
      messages: items.map((message) => messageOf(message, reading)),
      nextCursor,
      done: doneWords(search.get('done')),
    }
  })
}

export type EndpointPage = {
  endpoint: ReturnType<typeof endpointOf>
  state: MessageState | null
  messages: readonly ReturnType<typeof messageOf>[]
  nextCursor: string | null
  done: string | null
}

/** What the form of an endpoint says; what is wrong goes on to be refused. */
export function endpointInputOf(form: FormData): EndpointValues {
  const chosen = textsOf(form, 'kinds')
  const kinds = webhookKinds.filter((kind) => chosen.includes(kind))
  return {
    url: fieldOf(form, 'url'),
    description: fieldOf(form, 'description'),
    kinds: kinds.length === 0 ? null : kinds,
  }
}

/** What was done, as the address says it. */
const doneTable: Readonly<Record<string, string>> = {
  test: 'A test is on its way: it shows below as soon as it was answered.',
  enable: 'It is on. What waited goes out now.',
  disable: 'It is off.',
  change: 'Saved.',
  replay: 'Replaying: the messages go out again, each under the id it had.',
}

function doneWords(done: string | null): string | null {
  return Object.entries(doneTable).find(([known]) => known === done)?.[1] ?? null
}

export type EndpointValues = { url: string; description: string; kinds: readonly WebhookKind[] | null }

/** What was typed comes back with a refusal. */
export type EndpointAnswer = { intent: string; secret: string | null; problem: Problem | null; values: EndpointValues }

/** Does what a form on the page of an endpoint asks for. `base` is where the list is. */
export async function actOnEndpoint(
  { request, context, params }: ActionFunctionArgs,
  { viewer, base }: { viewer: Viewer; base: string },
) {
  const { webhooks } = context.services
  const id = params.id ?? ''
  const form = await request.formData()
  const intent = fieldOf(form, 'intent')
  const values = endpointInputOf(form)
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    test: () => webhooks.test(id, viewer),
    enable: () => webhooks.enable(id, viewer),
    disable: () => webhooks.disable(id, viewer),
    change: () => webhooks.update(id, values, viewer),
    // From this one on: after the one before it.
    replay: () => webhooks.replay(id, { cursor: String(Number(fieldOf(form, 'from')) - 1) }, viewer),
  }
  return await refusable<EndpointAnswer, EndpointAnswer>(
    async () => {
      if (intent === 'rotate') {
        return { intent, secret: (await webhooks.rotate(id, viewer)).secret, problem: null, values }
      }
      if (intent === 'delete') {
        await webhooks.remove(id, viewer)
        throw redirect(`${base}?done=delete`)
      }
      await acts[intent]?.()
      throw redirect(`${base}/${id}?done=${intent}`)
    },
    (problem) => ({ intent, secret: null, problem, values }),
  )
}

import type { CommandType } from '#domain/commands.ts'
import { actionTypes } from '#domain/exception-actions.ts'
import { actionFields, commandFields } from '../acts/fields.ts'
import { payloadFrom } from './act-fields.server.ts'
import { filled, numberOf, textOf, textsOf } from './form.server.ts'
import { acceptedFeeOf, codesOf, moneyOf } from './payloads-parts.server.ts'

type Payload = Record<string, unknown>

function positionOf(form: FormData): Payload | null {
  const [lat, lng] = [numberOf(form, 'lat'), numberOf(form, 'lng')]
  if (lat === null || lng === null) return null
  return filled({ lat, lng, accuracyMeters: numberOf(form, 'accuracyMeters') })
}

function photosOf(form: FormData): string[] | null {
  const photoId = textOf(form, 'photoId')
  return photoId ? [photoId] : null
}

function podOf(form: FormData): Payload {
  return filled({
    photoId: textOf(form, 'photoId'),
    signatureId: textOf(form, 'signatureId'),
    pin: textOf(form, 'pin'),
    scans: codesOf(form, 'scans'),
    position: positionOf(form),
    idSeen: form.has('idSeen') ? true : null,
  })
}

const texts = (...names: string[]) => {
  return (form: FormData): Payload => filled(Object.fromEntries(names.map((name) => [name, textOf(form, name)])))
}

const position = (form: FormData) => filled({ position: positionOf(form) })

/** From the fields of a form to the payload that api.md names, for every command that has a form. */
const payloads: Partial<Record<CommandType, (form: FormData) => Payload>> = {
  pay: texts('method', 'paymentMethodId'),
  confirm_step: texts('step'),
  verify_delivery: texts('note'),
  rate: (form) => filled({ stars: numberOf(form, 'stars'), tags: textsOf(form, 'tags'), text: textOf(form, 'text') }),
  cancel: (form) => filled({ reason: textOf(form, 'reason'), acceptedFee: acceptedFeeOf(form) }),
  decline: texts('reason'),
  arrive_pickup: position,
  arrive_dropoff: position,
  pick_up: (form) =>
    filled({ scans: codesOf(form, 'scans'), photoIds: photosOf(form), missing: numberOf(form, 'missing') }),
  fail_pickup: (form) =>
    filled({ reason: textOf(form, 'reason'), note: textOf(form, 'note'), photoIds: photosOf(form) }),
  scan: (form) => filled({ scans: codesOf(form, 'scans') }),
  deliver: (form) =>
    filled({ pod: podOf(form), receivedBy: textOf(form, 'receivedBy'), codCollected: moneyOf(form, 'codCollected') }),
  fail_attempt: (form) =>
    filled({
      reason: textOf(form, 'reason'),
      note: textOf(form, 'note'),
      photoIds: photosOf(form),
      position: positionOf(form),
    }),
  assign: (form) => filled({ courierIds: textsOf(form, 'courierId'), minutes: numberOf(form, 'minutes') }),
  unassign: texts('reason'),
  reassign: texts('courierId', 'reason'),
  raise: (form) => {
    // One choice names both: "stale/no_scan".
    const [type, reason] = textOf(form, 'what')?.split('/') ?? []
    return filled({ type, reason, note: textOf(form, 'note') })
  },
  // Without a name the role that it began with has it again.
  take: (form) => ({
    ...filled({ exceptionId: textOf(form, 'exceptionId'), toUserId: textOf(form, 'toUserId') }),
    ...(form.has('release') && { toUserId: null }),
  }),
  complete_return: (form) => filled({ pod: podOf(form), receivedBy: textOf(form, 'receivedBy') }),
  decide_delivery: texts('option', 'date', 'pointId', 'note'),
  dispute: texts('kind', 'text'),
  report_incident: (form) =>
    filled({ reason: textOf(form, 'reason'), note: textOf(form, 'note'), photoIds: photosOf(form) }),
}

type Sent = { form: FormData; zone: string }

/** An action's own fields stand under `input`. */
function resolutionOf({ form, zone }: Sent): Payload {
  const action = actionTypes.find((known) => known === textOf(form, 'action'))
  const input = action ? payloadFrom(actionFields[action] ?? [], { form, zone }) : {}
  return filled({
    exceptionId: textOf(form, 'exceptionId'),
    action: textOf(form, 'action'),
    reason: textOf(form, 'reason'),
    input: Object.keys(input).length > 0 ? input : null,
  })
}

/** The payload of a command, from its form; wall times in it are those of the zone. */
export function payloadOf(type: CommandType, sent: Sent): Payload {
  if (type === 'resolve') return resolutionOf(sent)
  return payloads[type]?.(sent.form) ?? payloadFrom(commandFields[type] ?? [], sent)
}

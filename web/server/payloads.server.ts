import type { CommandType } from '#domain/commands.ts'
import { filled, numberOf, textOf, textsOf } from './form.server.ts'

type Payload = Record<string, unknown>

/** Cash in euros with cents as people type it ("12,40") in minor units. */
export function minorUnits(text: string | null): number | null {
  if (!text) return null
  const amount = Number(text.replace(',', '.'))
  return Number.isFinite(amount) ? Math.round(amount * 100) : null
}

function moneyOf(form: FormData, name: string) {
  const amount = minorUnits(textOf(form, name))
  return amount === null ? null : { amount, currency: textOf(form, 'currency') ?? 'EUR' }
}

/** The fee that the page showed: refused when it has changed meanwhile. */
function acceptedFeeOf(form: FormData) {
  const amount = numberOf(form, 'acceptedFeeMinor')
  return amount === null ? null : { amount, currency: textOf(form, 'currency') ?? 'EUR' }
}

function positionOf(form: FormData): Payload | null {
  const [lat, lng] = [numberOf(form, 'lat'), numberOf(form, 'lng')]
  if (lat === null || lng === null) return null
  return filled({ lat, lng, accuracyMeters: numberOf(form, 'accuracyMeters') })
}

/** Codes as the scanner or a person typed them, one a line or between commas. */
function scansOf(form: FormData): string[] | null {
  const codes = textsOf(form, 'scans').flatMap((text) => text.split(/[\s,;]+/))
  const found = codes.filter(Boolean)
  return found.length > 0 ? found : null
}

function photosOf(form: FormData): string[] | null {
  const photoId = textOf(form, 'photoId')
  return photoId ? [photoId] : null
}

/** A window as the choice of a time slot carries it: `from/to`. */
function windowOf(form: FormData): string[] | null {
  return textOf(form, 'window')?.split('/') ?? null
}

function podOf(form: FormData): Payload {
  return filled({
    photoId: textOf(form, 'photoId'),
    signatureId: textOf(form, 'signatureId'),
    pin: textOf(form, 'pin'),
    scans: scansOf(form),
    position: positionOf(form),
    idSeen: form.has('idSeen') ? true : null,
  })
}

function resolutionOf(form: FormData): Payload {
  const action = textOf(form, 'action')
  const courierIds = textsOf(form, 'courierId')
  const input = filled({
    courierIds: action === 'assign' && courierIds.length > 0 ? courierIds : null,
    window: action === 'rewindow' || action === 'reattempt' ? windowOf(form) : null,
    acceptedFee: action === 'cancel' ? acceptedFeeOf(form) : null,
  })
  return filled({
    exceptionId: textOf(form, 'exceptionId'),
    action,
    reason: textOf(form, 'reason'),
    input: Object.keys(input).length > 0 ? input : null,
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
  pick_up: (form) => filled({ scans: scansOf(form), photoIds: photosOf(form), missing: numberOf(form, 'missing') }),
  fail_pickup: (form) =>
    filled({ reason: textOf(form, 'reason'), note: textOf(form, 'note'), photoIds: photosOf(form) }),
  scan: (form) => filled({ scans: scansOf(form) }),
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
  acknowledge: texts('exceptionId'),
  // Without a name the role that it began with has it again.
  take: (form) => ({
    ...filled({ exceptionId: textOf(form, 'exceptionId'), toUserId: textOf(form, 'toUserId') }),
    ...(form.has('release') && { toUserId: null }),
  }),
  resolve: resolutionOf,
  add_note: texts('text', 'audience'),
}

/** The payload of a command, from its form. */
export function payloadOf(type: CommandType, form: FormData): Payload {
  return payloads[type]?.(form) ?? {}
}

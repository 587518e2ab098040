import { minuteMs } from '../durations.ts'
import { invalid, type Refusal } from '../errors.ts'
import type { Payloads } from '../payloads.ts'
import type { Rule, Script } from '../script.ts'

const mostOffers = 10

/** Offers the shipment to up to ten couriers at once; the first accept wins. */
export const assign: Rule<Payloads['assign']> = (script, { courierIds, minutes }) => offer(script, courierIds, minutes)

export const unassign: Rule<Payloads['unassign']> = (script, { noteId }) => {
  withdraw(script, noteId)
  return undefined
}

/** Takes the shipment from whoever has it and offers it to another courier. */
export const reassign: Rule<Payloads['reassign']> = (script, { courierId, noteId }) => {
  if (script.now().courierId === courierId)
    return invalid('/payload/courierId', 'This courier has the shipment already.')
  withdraw(script, noteId)
  return offer(script, [courierId], null)
}

/** A new delivery time, with whose cause it was; the first one is kept for the on-time figures. */
export const repromise: Rule<Payloads['repromise']> = (script, { window, cause, noteId }) => {
  if (window[1] <= script.nowMs || window[1] <= window[0]) {
    return invalid('/payload/window', 'The window must end in the future, after it begins.')
  }
  script.say({ type: 'promise_changed', data: { window, cause, noteId } })
  return undefined
}

export const addNote: Rule<Payloads['add_note']> = (script, data) => {
  script.say({ type: 'noted', data })
  return undefined
}

/** Ends every offer and an acceptance. */
export function withdraw(script: Script, noteId: string | null): void {
  const { courierId, offers } = script.now()
  const courierIds = courierId ? [courierId] : offers.map((open) => open.courierId)
  script.say({ type: 'offer_withdrawn', data: { courierIds, noteId } })
}

/** Offers to these couriers for the level's own time, or for the minutes that the dispatcher gave. */
export function offer(script: Script, courierIds: readonly string[], minutes: number | null): Refusal | undefined {
  const { carriage, policy } = script.now()
  const unique = [...new Set(courierIds)]
  if (carriage !== 'own') return { code: 'not_now', message: 'No courier of ours picks this shipment up.' }
  if (unique.length === 0 || unique.length > mostOffers) {
    return invalid('/payload/courierIds', `Name 1 to ${mostOffers} couriers.`)
  }
  const untilMs = script.nowMs + (minutes === null ? policy.allowancesMs.accept : minutes * minuteMs)
  script.say({ type: 'offered', data: { offers: unique.map((courierId) => ({ courierId, untilMs })) } })
  return undefined
}

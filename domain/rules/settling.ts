import { mayActAs } from '../actors.ts'
import { invalid, type Refusal } from '../errors.ts'
import type { Payloads } from '../payloads.ts'
import type { Rule, Script } from '../script.ts'
import type { Shipment } from '../shipment.ts'

/** A dispatcher decides alone up to this much; more needs a supervisor. */
export const settleLimitMinor = 5_000

/** What goods are covered for at most, in minor units, until the rate card says it (lifecycle.md §6). */
const covers: Readonly<Record<string, number>> = { economy: 10_000, demo: 10_000 }
const usualCoverMinor = 50_000

/** A money decision after the outcome. */
export const settle: Rule<Payloads['settle']> = (script, data) => decideMoney(script, data)

/** Credits the customer beside another action, while the parcel is still under way as well (M11). */
export function compensate(script: Script, data: Payloads['settle']): Refusal | undefined {
  return decideMoney(script, { ...data, decision: 'credit' })
}

function decideMoney(script: Script, data: Payloads['settle']): Refusal | undefined {
  const shipment = script.now()
  const { amountMinor, decision } = data
  if (amountMinor > settleLimitMinor && !mayActAs(script.envelope.actor.kind, ['V', 'Y'])) {
    return { code: 'forbidden', message: `More than ${settleLimitMinor} minor units needs a supervisor.` }
  }
  if (amountMinor <= 0 && decision !== 'claim') return invalid('/payload/amount', 'Name an amount above zero.')
  const mostMinor = mostOf(shipment)[decision]
  if (amountMinor > mostMinor) return invalid('/payload/amount', `At most ${mostMinor} minor units are possible.`)
  script.say({ type: 'settlement_decided', data: { ...data, n: shipment.money.settlements + 1 } })
  return undefined
}

/** The most that each decision can move. */
function mostOf(shipment: Shipment): Record<Payloads['settle']['decision'], number> {
  const { money, policy } = shipment
  const isTaken = money.state === 'captured'
  const paidMinor = money.method === 'card' ? money.capturedMinor : money.quotedMinor
  const backMinor = paidMinor - money.refundDueMinor
  return {
    charge: 10 * money.quotedMinor,
    credit: isTaken ? backMinor : money.quotedMinor - money.creditMinor,
    refund: money.method === 'card' && !isTaken ? 0 : backMinor,
    claim: covers[policy.level] ?? usualCoverMinor,
  }
}

import { z } from 'zod'
import type { WaitingMail } from '#db/outbox.ts'

const facts = z.object({
  event: z.string(),
  occurredAtMs: z.number(),
  pickup: z.tuple([z.number(), z.number()]),
  promise: z.tuple([z.number(), z.number()]),
  amountMinor: z.number(),
  feeMinor: z.number(),
  currency: z.string(),
  reason: z.string().nullable(),
  outcome: z.string().default('cancelled'),
  untilMs: z.number().nullable().default(null),
  collectByMs: z.number().nullable().default(null),
  pointId: z.string().nullable().default(null),
  kind: z.string().nullable().default(null),
  attemptsLeft: z.number(),
  decideByMs: z.number(),
  verifyByMs: z.number(),
  payByMs: z.number(),
})

const zone = 'Europe/Berlin'
const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })

/** The facts of a notice in plain words, by the names that the templates use. */
export function mailFacts({ facts: raw, audience, pin }: WaitingMail): Record<string, string> {
  const fact = facts.parse(raw)
  const price = money(fact.amountMinor, fact.currency)
  return {
    pickupWindow: span(fact.pickup),
    deliveryWindow: span(fact.promise),
    occurredAt: clock.format(fact.occurredAtMs),
    price,
    amount: price,
    fee: fact.feeMinor === 0 ? 'nothing' : money(fact.feeMinor, fact.currency),
    decideBy: clock.format(fact.decideByMs),
    verifyBy: clock.format(fact.verifyByMs),
    payBy: clock.format(fact.payByMs),
    outcome: fact.outcome,
    nextStep: nextStepOf(fact),
    change: changes[fact.event] ?? 'the plan',
    ...(fact.untilMs !== null && { until: clock.format(fact.untilMs) }),
    ...(fact.collectByMs !== null && { collectBy: clock.format(fact.collectByMs) }),
    ...(fact.pointId && { place: fact.pointId }),
    document: 'a refund',
    ...(fact.kind && { kind: fact.kind }),
    ...(fact.reason && { reason: fact.reason.replaceAll('_', ' ') }),
    // Never in the preview of a mail to somebody else: the PIN goes to the recipient alone.
    ...(audience === 'R' && { pin }),
  }
}

/** What has changed, by the event that says so. */
const changes: Readonly<Record<string, string>> = {
  rescheduled: 'the time window',
  promise_changed: 'the delivery time',
  address_changed: 'the address',
  hold_placed: 'it is on hold',
  hold_released: 'it goes on',
  corrected: 'we corrected where it is',
  bulletin_published: 'it waits because of the situation in its area',
}

const nextSteps: Readonly<Record<string, string>> = {
  returning: 'it goes back to the sender',
  returned: 'the sender has it again',
  lost: 'we settle the damage with the sender',
  'disposed of': 'nothing more',
  cancelled: 'nothing more',
}

function nextStepOf({ outcome, attemptsLeft }: z.output<typeof facts>): string {
  const usual = attemptsLeft > 0 ? 'another attempt on the next working day' : 'it goes back to the sender'
  return nextSteps[outcome] ?? usual
}

function span([fromMs, toMs]: readonly [number, number]): string {
  return `${clock.format(fromMs)} to ${clock.format(toMs)}`
}

const formats = new Map<string, Intl.NumberFormat>()

function money(amountMinor: number, currency: string): string {
  const format = formats.get(currency) ?? new Intl.NumberFormat('en-GB', { style: 'currency', currency })
  formats.set(currency, format)
  return format.format(amountMinor / 100)
}

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
  attemptsLeft: z.number(),
  decideByMs: z.number(),
  verifyByMs: z.number(),
  payByMs: z.number(),
})

const zone = 'Europe/Berlin'
const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })

/** The facts of a notice in plain words, by the names that the templates use. */
export function mailFacts({ facts: raw, notice, audience, pin }: WaitingMail): Record<string, string> {
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
    outcome: 'cancelled',
    nextStep: fact.attemptsLeft > 0 ? 'another attempt on the next working day' : 'we will be in touch with you',
    ...(fact.reason && { reason: fact.reason.replaceAll('_', ' ') }),
    ...(notice === 'N8' && { change: 'the pickup time' }),
    // Never in the preview of a mail to somebody else: the PIN goes to the recipient alone.
    ...(audience === 'R' && { pin }),
  }
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

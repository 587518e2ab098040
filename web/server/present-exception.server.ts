import type { CaseView, ExceptionView, Place } from '#domain/views.ts'
import { money, type Reading, timeWords, when, windowWords } from '../format.ts'
import { reasonName, typeName } from '../words/exceptions.ts'

/** An exception as a line of the queue and as the head of its case. */
export function exceptionOf(exception: ExceptionView, reading: Reading) {
  const { nextEscalationAt, slaDueAt, raisedAt } = exception
  return {
    id: exception.id,
    shipmentId: exception.shipmentId,
    number: exception.trackingNumber,
    type: exception.type,
    name: typeName(exception.type),
    reason: reasonName(exception.reason),
    severity: exception.severity,
    level: exception.level,
    state: exception.state,
    isLatched: exception.latched,
    raised: when(raisedAt, reading),
    slaDue: when(slaDueAt, reading),
    next: nextEscalationAt ? when(nextEscalationAt, reading) : null,
    nextLevel: exception.nextLevel,
    owner: exception.owner.name,
    ownerId: exception.owner.kind === 'user' ? exception.owner.id : null,
    signals: exception.signals,
    actions: exception.actions,
    score: exception.score,
    pausedBy: exception.pausedBy,
    sleepsUntil: exception.snoozedUntil ? when(exception.snoozedUntil, reading) : null,
    status: exception.status,
    zone: exception.zone,
    atRisk: exception.moneyAtRisk && exception.moneyAtRisk.amount > 0 ? money(exception.moneyAtRisk) : null,
    resolution: exception.resolution,
    resolved: exception.resolvedAt ? when(exception.resolvedAt, reading) : null,
  }
}

export type ExceptionLine = ReturnType<typeof exceptionOf>

/** The same as a row of the queue, with only what a row shows: a list holds thousands of them. */
export function queueLineOf(exception: ExceptionView, reading: Reading) {
  const line = exceptionOf(exception, reading)
  const { id, shipmentId, number, type, name, reason, severity, level, state, isLatched, nextLevel, owner, ownerId } =
    line
  const { signals, actions, pausedBy, status, zone, atRisk, raised, slaDue, next, sleepsUntil, resolved } = line
  return {
    ...{ id, shipmentId, number, type, name, reason, severity, level, state, isLatched, nextLevel, owner, ownerId },
    ...{ signals, actions, pausedBy, status, zone, atRisk },
    raised: { ms: raised.ms },
    slaDue: { ms: slaDue.ms, iso: slaDue.iso, exact: slaDue.exact },
    next: next && { ms: next.ms, text: next.text },
    sleepsUntil: sleepsUntil && { ms: sleepsUntil.ms, text: sleepsUntil.text },
    resolved: resolved && { text: resolved.text },
  }
}

export type QueueLine = ReturnType<typeof queueLineOf>

/** The rungs of the ladder, past and coming, and where it stands now. */
export function ladderOf({ ladder, exception }: CaseView, reading: Reading) {
  return ladder.map(({ level, at, isPast, who, channels }) => ({
    level,
    at: at ? when(at, reading) : null,
    state:
      level === exception.level
        ? ('now' as const)
        : isPast || level < exception.level
          ? ('past' as const)
          : ('coming' as const),
    who,
    channels,
  }))
}

export type Rung = ReturnType<typeof ladderOf>[number]

/** The facts of the shipment that a dispatcher looks at before acting. */
export function factsOf({ shipment }: CaseView, reading: Reading) {
  const { windows, promise, parcels, money: sums } = shipment
  return [
    { name: 'Pickup', value: windowWords(windows.pickup, reading) },
    { name: 'Promised', value: promise ? windowWords([promise.from, promise.to], reading) : 'Nothing yet' },
    { name: 'Courier', value: shipment.courierName ?? 'None' },
    {
      name: 'Parcels',
      value: `${parcels.length}, ${parcels.reduce((sum, { weightGrams }) => sum + weightGrams, 0) / 1000} kg`,
    },
    ...(sums ? [{ name: 'Price', value: money(sums.quoted) }] : []),
    { name: 'Service', value: shipment.serviceLevel.replaceAll('_', ' ') },
    { name: 'Updated', value: timeWords(Date.parse(shipment.updatedAt), reading) },
  ]
}

/** Whom to call: both customers, and whoever drives it. */
export function contactsOf({ shipment }: CaseView) {
  const { sender, recipient, courierName, custodian } = shipment
  const customers = [
    { role: 'Sender', ...personOf(sender) },
    { role: 'Recipient', ...personOf(recipient) },
  ]
  const holder = custodian.kind === 'courier' ? custodian.name : null
  const driver = courierName ?? holder
  return driver ? [...customers, { role: 'Courier', name: driver, place: null, phone: null, email: null }] : customers
}

function personOf({ name, line1, postcode, city, phone, email }: Place) {
  return { name, place: `${line1}, ${postcode} ${city}`, phone: phone ?? null, email: email ?? null }
}

const audienceWords: Readonly<Record<string, string>> = {
  staff: 'staff only',
  partner: 'staff and the partner',
  everyone: 'everyone',
}

/** What people wrote, the newest first. */
export function notesOf({ notes }: CaseView, reading: Reading) {
  return notes.toReversed().map(({ at, author, text, audience }, index) => {
    const { text: words, exact } = when(at, reading)
    return { key: `${at}-${index}`, at: words, exact, author, text, audience: audienceWords[audience] ?? audience }
  })
}

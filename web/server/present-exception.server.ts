import type { CaseView, ExceptionView } from '#domain/views.ts'
import { durationWords } from '../duration.ts'
import { type Reading, timeWords, when, windowWords } from '../format.ts'
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
    age: durationWords(reading.nowMs - Date.parse(raisedAt)),
    slaDue: when(slaDueAt, reading),
    next: nextEscalationAt ? when(nextEscalationAt, reading) : null,
    nextLevel: exception.nextLevel,
    owner: exception.owner.name,
    ownerId: exception.owner.kind === 'user' ? exception.owner.id : null,
    signals: exception.signals,
    actions: exception.actions,
    resolution: exception.resolution,
    resolved: exception.resolvedAt ? when(exception.resolvedAt, reading) : null,
  }
}

export type ExceptionLine = ReturnType<typeof exceptionOf>

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
  const { sender, recipient, windows, promise, parcels } = shipment
  return [
    { name: 'From', value: `${sender.name}, ${sender.line1}, ${sender.postcode} ${sender.city}` },
    { name: 'To', value: `${recipient.name}, ${recipient.line1}, ${recipient.postcode} ${recipient.city}` },
    { name: 'Pickup', value: windowWords(windows.pickup, reading) },
    { name: 'Promised', value: promise ? windowWords([promise.from, promise.to], reading) : 'Nothing yet' },
    { name: 'Courier', value: shipment.courierName ?? 'None' },
    {
      name: 'Parcels',
      value: `${parcels.length}, ${parcels.reduce((sum, { weightGrams }) => sum + weightGrams, 0) / 1000} kg`,
    },
    { name: 'Service', value: shipment.serviceLevel.replaceAll('_', ' ') },
    { name: 'Updated', value: timeWords(Date.parse(shipment.updatedAt), reading) },
  ]
}

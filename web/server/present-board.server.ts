import type { CourierView, ShipmentSummary } from '#domain/views.ts'
import { capital, type Reading, when, windowWords } from '../format.ts'

/** A shipment as a line of the board. */
export function lineOf(item: ShipmentSummary, reading: Reading) {
  return {
    id: item.id,
    number: item.trackingNumber,
    reference: item.reference,
    status: item.status,
    level: item.serviceLevel.replaceAll('_', ' '),
    from: item.senderCity,
    to: item.recipientCity,
    recipient: item.recipientName,
    courier: item.courierName,
    pickup: capital(windowWords(item.pickupWindow, reading)),
    due: item.nextDeadlineAt ? when(item.nextDeadlineAt, reading) : null,
    updatedMs: Date.parse(item.updatedAt),
    openExceptions: item.openExceptions,
    worstLevel: item.worstLevel,
  }
}

export type BoardLine = ReturnType<typeof lineOf>

/** Couriers for a menu, the one with the least to do first, with what they have. */
export function courierOptions(couriers: readonly CourierView[]) {
  return [...couriers]
    .sort((a, b) => a.openStops + a.offers - (b.openStops + b.offers) || a.name.localeCompare(b.name))
    .map(({ id, name, openStops, offers }) => ({ value: id, label: `${name}, ${loadWords(openStops, offers)}` }))
}

export type CourierOption = ReturnType<typeof courierOptions>[number]

function loadWords(stops: number, offers: number): string {
  if (stops + offers === 0) return 'free'
  const open = stops === 1 ? '1 stop' : `${stops} stops`
  return offers === 0 ? open : `${open}, ${offers} offered`
}

import type { EventView, ShipmentView, SilenceView, TrackView } from '#domain/views.ts'
import { statusNames } from '#domain/words.ts'
import { inMinutes } from './clock.ts'
import { events, trackView } from './events.ts'

/** The public page of the shipment that is shown. */
export function trackOf({ status, outcome, trackingNumber, promise, decision }: ShipmentView): TrackView {
  const silence = decision === null ? silences[status] : undefined
  return {
    ...trackView(),
    trackingNumber,
    status,
    headline: statusNames[outcome ?? status],
    promise,
    ...(silence && { silence }),
  }
}

const silences: Partial<Record<string, SilenceView>> = {
  attempt_failed: { act: 'reattempt', at: inMinutes(1_300), day: inMinutes(2_900) },
  available_for_pickup: { act: 'return', at: inMinutes(9_000), day: null },
  delivered: { act: 'accept', at: inMinutes(4_000), day: null },
}

/** Its events, with those that its state tells of. */
export function eventsOf({ status, decision, exceptions }: ShipmentView): EventView[] {
  const more: [type: string, words: string, data: EventView['data']][] = []
  if (status === 'attempt_failed') {
    more.push(['attempt_failed', 'Delivery attempt 1 failed: not home', { reason: 'not_home', attempt: 1 }])
  }
  if (decision) {
    const note = { text: 'Herr Aydın, third floor left. He is at home all day.', author: 'Katharina Wolff' }
    more.push(['delivery_decided', 'A neighbour may take it', { option: decision.option, isDefault: false, note }])
  }
  if (exceptions.some(({ type }) => type === 'disputed')) {
    more.push(['delivery_disputed', 'The delivery is disputed: not received', { kind: 'not_received' }])
  }
  const first = events().length + 1
  return [...events(), ...more.map(([type, words, data], index) => eventAt(first + index, type, { words, data }))]
}

function eventAt(seq: number, type: string, { words, data }: Pick<EventView, 'words' | 'data'>): EventView {
  const at = inMinutes(-60 + seq)
  const actor = { kind: 'C', id: null, name: 'Jonas Petersen' }
  return { seq, type, words, occurredAt: at, recordedAt: at, actor, source: 'web', data, hash: 'a3f1'.repeat(16) }
}

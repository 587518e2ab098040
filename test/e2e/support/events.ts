import type { EventView, HistoryRow, TrackView, WorkflowView } from '#domain/views.ts'
import { inMinutes } from './clock.ts'

type Told = [type: string, words: string, minutes: number, actor: string]

const told: readonly Told[] = [
  ['booked', 'Booked by Buchhandlung am Oranienplatz', -320, 'Buchhandlung am Oranienplatz'],
  ['payment_started', 'Payment by card started', -319, 'Buchhandlung am Oranienplatz'],
  ['confirmed', 'Payment reserved, booking confirmed', -319, 'Waybill'],
  ['offered', 'Offered to Jonas Petersen', -300, 'Dilek Aydın'],
  ['offer_accepted', 'Jonas Petersen accepted', -294, 'Jonas Petersen'],
  ['step_confirmed', 'Sender: the parcels are ready', -230, 'Buchhandlung am Oranienplatz'],
  ['started', 'On the way to pickup', -200, 'Jonas Petersen'],
  ['pickup_reached', 'Arrived at pickup', -181, 'Jonas Petersen'],
  ['picked_up', 'Picked up, 2 of 2 parcels scanned', -176, 'Jonas Petersen'],
  ['promise_changed', 'New delivery time: heavy traffic on the ring road', -60, 'Waybill'],
  ['started', 'Out for delivery', -4, 'Jonas Petersen'],
]

/** The events of one shipment, oldest first. */
export function events(): EventView[] {
  return told.map(([type, words, minutes, name], index) => ({
    seq: index + 1,
    type,
    words,
    occurredAt: inMinutes(minutes),
    recordedAt: inMinutes(minutes),
    actor: { kind: name === 'Waybill' ? 'Y' : name === 'Jonas Petersen' ? 'C' : 'S', id: null, name },
    source: name === 'Waybill' ? 'system' : 'web',
    data: { status: type, note: null },
    hash: 'a3f1'.repeat(16),
  }))
}

/** What the public page of the shipment says. */
export function trackView(): TrackView {
  return {
    trackingNumber: 'WB7Q4K2M9X',
    status: 'out_for_delivery',
    headline: 'Out for delivery',
    next: 'The courier is on the way and arrives in your window.',
    town: 'Berlin',
    promise: { from: inMinutes(45), to: inMinutes(165), original: [inMinutes(-15), inMinutes(105)] },
    timeline: events().map(({ occurredAt, words }) => ({ at: occurredAt, words, place: 'Berlin' })),
    allowedCommands: [],
    isRecipient: false,
    seq: 11,
  }
}

type Row = [group: HistoryRow['group'], words: string, type: string]

const rows: readonly Row[] = [
  ['start', 'Booked: the workflow began', 'WorkflowExecutionStarted'],
  ['task', 'The worker decided', 'WorkflowTaskScheduled'],
  ['task', 'The worker decided', 'WorkflowTaskCompleted'],
  ['projection', 'Written to the database: events 1 to 2', 'MarkerRecorded'],
  ['payment', 'Asked Stripe to reserve €14.90', 'ActivityTaskScheduled'],
  ['payment', 'Stripe answered: reserved', 'ActivityTaskCompleted'],
  ['timer', 'Armed: a courier must be assigned within 15 min', 'TimerStarted'],
  ['command', 'Command taken: Assign, by Dilek Aydın', 'WorkflowExecutionUpdateAccepted'],
  ['task', 'The worker decided', 'WorkflowTaskCompleted'],
  ['projection', 'Written to the database: event 4', 'MarkerRecorded'],
  ['command', 'Command answered: Assign', 'WorkflowExecutionUpdateCompleted'],
  ['timer', 'Disarmed: assign', 'TimerCanceled'],
  ['timer', 'Armed: the offer runs out in 10 min', 'TimerStarted'],
  ['timer', 'Fired: the offer ran out', 'TimerFired'],
  ['other', 'Signal: payment event noted', 'WorkflowExecutionSignaled'],
]

/** A history with a little of everything. */
export function workflowView(): WorkflowView {
  return {
    workflowId: 'shipment:01900000-0000-7000-8000-000000000001',
    runId: '8f0e1a52-93b5-4b6f-a51f-59ae2f0e7c11',
    status: 'running',
    historyLength: 61,
    historyBytes: 48_312,
    pending: [
      { kind: 'activity', type: 'capturePayment', attempt: 3, lastFailure: 'connect ECONNREFUSED 127.0.0.1:12111' },
    ],
    state: { status: 'out_for_delivery', seq: 11, courierId: 'c1', queue: 0, armedForMs: Date.now() + 2_280_000 },
    events: rows.map(([group, words, type], index) => ({
      eventId: index + 1,
      at: inMinutes(-320 + index * index),
      group,
      words,
      type,
      attributes: { identity: 'worker-1', index, payload: '•••' },
    })),
    temporalUiUrl: 'http://localhost:8233/namespaces/default/workflows/shipment',
  }
}

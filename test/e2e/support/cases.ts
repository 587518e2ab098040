import type { CaseView, ExceptionView } from '#domain/views.ts'
import { inMinutes } from './clock.ts'
import { events } from './events.ts'
import { shipment } from './shipments.ts'

/** An exception at level 2 with twelve minutes to the next. */
export function exception(special: Partial<ExceptionView> = {}): ExceptionView {
  return {
    id: '01900000-0000-7000-8000-0000000000e1',
    shipmentId: '01900000-0000-7000-8000-000000000001',
    trackingNumber: 'WB7Q4K2M9X',
    type: 'unassigned',
    reason: 'no_courier',
    severity: 'medium',
    level: 2,
    state: 'open',
    latched: false,
    raisedAt: inMinutes(-33),
    slaDueAt: inMinutes(-18),
    nextEscalationAt: inMinutes(12),
    nextLevel: 3,
    owner: { kind: 'role', id: 'dispatcher', name: 'Dispatchers' },
    signals: 2,
    score: 85,
    pausedBy: null,
    snoozedUntil: null,
    status: 'confirmed',
    zone: 'berlin_mitte',
    moneyAtRisk: { amount: 1490, currency: 'EUR' },
    actions: ['assign', 'cancel', 'contact', 'dismiss'],
    resolvedAt: null,
    resolution: null,
    ...special,
  }
}

/** A queue with every level. */
export function exceptions(): ExceptionView[] {
  const specials: Partial<ExceptionView>[] = [
    {
      level: 4,
      type: 'suspected_lost',
      reason: 'long_silence',
      severity: 'critical',
      latched: true,
      nextEscalationAt: inMinutes(600),
      nextLevel: 4,
      actions: ['contact', 'dismiss'],
    },
    {
      level: 3,
      type: 'delivery_overdue',
      reason: 'promise_missed',
      severity: 'high',
      nextEscalationAt: inMinutes(4),
      nextLevel: 4,
      owner: { kind: 'user', id: 'd1', name: 'Dilek Aydın' },
      state: 'acknowledged',
      actions: ['assign', 'reattempt', 'contact', 'dismiss'],
    },
    {},
    {
      level: 2,
      type: 'pickup_overdue',
      reason: 'late_start',
      nextEscalationAt: inMinutes(1),
      actions: ['assign', 'rewindow', 'contact', 'dismiss'],
    },
    {
      level: 1,
      type: 'recipient_unavailable',
      reason: 'not_home',
      severity: 'low',
      nextEscalationAt: inMinutes(1300),
      nextLevel: 2,
      owner: { kind: 'role', id: 'recipient', name: 'Recipient' },
      actions: ['reattempt', 'contact', 'dismiss'],
    },
    { level: 1, type: 'not_accepted', reason: 'offer_timeout', nextEscalationAt: inMinutes(6), nextLevel: 2 },
  ]
  return specials.map((special, index) =>
    exception({
      id: `01900000-0000-7000-8000-0000000000e${index + 1}`,
      trackingNumber: `WB7Q4K2M0${index + 1}`,
      ...special,
    }),
  )
}

/** The case of the exception above, or of another one. */
export function caseView(of: ExceptionView = exception()): CaseView {
  return {
    exception: of,
    shipment: shipment({
      courierId: null,
      courierName: null,
      id: of.shipmentId,
      status: of.status,
      exceptions: [of],
      allowedCommands: [
        ...(['assign', 'cancel', 'raise', 'acknowledge', 'take', 'snooze', 'escalate', 'resolve'] as const),
        ...(['reopen', 'place_hold', 'release_hold', 'add_note'] as const),
      ],
      cancellationFee: { amount: 0, currency: 'EUR' },
    }),
    causes: events().slice(0, 3),
    ladder: [
      { level: 1, at: inMinutes(-33), isPast: true, who: 'Dispatchers', channels: 'in-app' },
      {
        level: 2,
        at: inMinutes(-18),
        isPast: true,
        who: 'Dispatchers on duty in the zone',
        channels: 'in-app, e-mail',
      },
      {
        level: 3,
        at: inMinutes(12),
        isPast: false,
        who: 'Supervisors of the zone',
        channels: 'in-app, e-mail, webhook',
      },
      { level: 4, at: inMinutes(42), isPast: false, who: 'Administrators', channels: 'e-mail, webhook' },
    ],
    similar: exceptions().slice(3, 5),
    notes: [
      { at: inMinutes(-12), author: 'Dilek Aydın', text: 'Called the sender, they are ready.', audience: 'staff' },
    ],
    next: 'Level 3, supervisors by e-mail, unless it is resolved before.',
  }
}

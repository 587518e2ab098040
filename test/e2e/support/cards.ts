import type { Role } from '#domain/actors.ts'
import type { ShipmentView } from '#domain/views.ts'
import { peopleCards } from './cards-people.ts'
import { policyCards } from './cards-policy.ts'
import { reportCards } from './cards-reports.ts'
import { webhookCards } from './cards-webhooks.ts'
import { exception } from './cases.ts'
import { inMinutes } from './clock.ts'

export type Card = { path: string; role?: Role; shipment?: Partial<ShipmentView>; isEmpty?: boolean }

const fee = { amount: 372, currency: 'EUR' }

/** Every page of the route table, in the states that look different. */
export const cards: Record<string, Card> = {
  start: { path: '/' },
  'sign in': { path: '/login' },
  welcome: { path: '/welcome?token=once' },
  'look up': { path: '/track' },
  'public tracking': { path: '/track/WB7Q4K2M9X' },
  'tracking with something to do': {
    path: '/track/WB7Q4K2M9X',
    role: 'customer',
    shipment: { status: 'delivered', outcome: 'delivered', allowedCommands: ['verify_delivery', 'rate'] },
  },
  'customer home': { path: '/app', role: 'customer' },
  'customer home, empty': { path: '/app', role: 'customer', isEmpty: true },
  'customer home, nothing found': { path: '/app?q=nobody', role: 'customer', isEmpty: true },
  booking: { path: '/app/shipments/new', role: 'customer' },
  'shipment on its way': { path: '/app/shipments/s1', role: 'customer' },
  'shipment to pay': {
    path: '/app/shipments/s1',
    role: 'customer',
    shipment: {
      status: 'created',
      allowedCommands: ['pay', 'cancel', 'add_note'],
      cancellationFee: fee,
      payment: { method: null, state: 'none' },
    },
  },
  'shipment to confirm': {
    path: '/app/shipments/s1',
    role: 'customer',
    shipment: {
      status: 'delivered',
      outcome: 'delivered',
      allowedCommands: ['verify_delivery', 'rate', 'add_note'],
      pod: { pin: 'ok', scans: 'all', distanceMeters: 12, receivedBy: 'K. Wolff' },
    },
  },
  today: { path: '/courier', role: 'courier' },
  'today, empty': { path: '/courier', role: 'courier', isEmpty: true },
  'stop, pickup': {
    path: '/courier/stops/s1',
    role: 'courier',
    shipment: { status: 'at_pickup', allowedCommands: ['pick_up', 'fail_pickup', 'decline', 'add_note'] },
  },
  'stop, delivery': {
    path: '/courier/stops/s1',
    role: 'courier',
    shipment: { status: 'at_dropoff', allowedCommands: ['deliver', 'fail_attempt', 'add_note'] },
  },
  'stop, arriving': {
    path: '/courier/stops/s1',
    role: 'courier',
    shipment: { allowedCommands: ['arrive_dropoff', 'deliver', 'fail_attempt', 'add_note'], exceptions: [exception()] },
  },
  'stop, done': { path: '/courier/stops/s1', role: 'courier', shipment: { status: 'delivered', allowedCommands: [] } },
  ...peopleCards,
  packages: { path: '/partner', role: 'partner' },
  'packages, none': { path: '/partner', role: 'partner', isEmpty: true },
  'packages, filtered': { path: '/partner?view=late&q=nobody', role: 'partner', isEmpty: true },
  package: {
    path: '/partner/packages/s1',
    role: 'partner',
    shipment: { partnerId: 'p1', allowedCommands: ['add_note', 'partner_status'] },
  },
  'mapping of the own house': { path: '/partner/mapping', role: 'partner' },
  mappings: { path: '/admin/mappings', role: 'admin' },
  'mappings, no partner': { path: '/admin/mappings', role: 'admin', isEmpty: true },
  'mapping of a partner': { path: '/admin/mappings/01a20000-0000-7000-8000-0000000000aa', role: 'admin' },
  'mapping of a partner, none yet': {
    path: '/admin/mappings/01a20000-0000-7000-8000-0000000000aa',
    role: 'admin',
    isEmpty: true,
  },
  'shipment of a partner': {
    path: '/dispatch/shipments/s1',
    role: 'dispatcher',
    shipment: { partnerId: 'p1', custodian: { kind: 'partner', id: 'p1', name: null } },
  },
  'shipment as of an instant': {
    path: '/dispatch/shipments/s1?asOf=2026-05-01T08:00',
    role: 'dispatcher',
    shipment: { allowedCommands: [] },
  },
  board: { path: '/dispatch', role: 'dispatcher' },
  'board, empty': { path: '/dispatch?view=late', role: 'dispatcher', isEmpty: true },
  'exception queue': { path: '/dispatch/exceptions', role: 'dispatcher' },
  'exception queue, clear': { path: '/dispatch/exceptions', role: 'dispatcher', isEmpty: true },
  'exception queue, filtered': { path: '/dispatch/exceptions?level=3&type=stale', role: 'dispatcher', isEmpty: true },
  'exception case': { path: '/dispatch/exceptions/01900000-0000-7000-8000-0000000000e3', role: 'dispatcher' },
  'exception case, an action unfolded': {
    path: '/dispatch/exceptions/01900000-0000-7000-8000-0000000000e3?do=assign',
    role: 'supervisor',
  },
  'exceptions for finance': { path: '/dispatch/exceptions', role: 'finance' },
  jobs: { path: '/dispatch/jobs', role: 'dispatcher' },
  'jobs, none': { path: '/dispatch/jobs', role: 'dispatcher', isEmpty: true },
  'one job': { path: '/dispatch/jobs/01900000-0000-7000-8000-00000000b001', role: 'dispatcher' },
  bulletins: { path: '/dispatch/bulletins', role: 'dispatcher' },
  'bulletins, publishing': { path: '/dispatch/bulletins?zone=berlin_nord', role: 'supervisor' },
  'bulletins, none': { path: '/dispatch/bulletins', role: 'supervisor', isEmpty: true },
  'outdated statuses': { path: '/dispatch/stale', role: 'dispatcher' },
  'outdated statuses, none': { path: '/dispatch/stale?status=in_transit', role: 'dispatcher', isEmpty: true },
  'staff shipment': {
    path: '/dispatch/shipments/s1',
    role: 'dispatcher',
    shipment: {
      exceptions: [exception()],
      allowedCommands: ['reassign', 'unassign', 'raise', 'resolve', 'add_note', 'cancel'],
      cancellationFee: fee,
    },
  },
  'staff shipment, held': {
    path: '/dispatch/shipments/s1',
    role: 'supervisor',
    shipment: {
      status: 'attempt_failed',
      holds: [{ reason: 'customs', until: inMinutes(1_440), clockStopped: true, reviewAt: inMinutes(60) }],
      allowedCommands: [
        ...(['change_address', 'reschedule', 'repromise', 'make_available', 'start_return', 'mark_lost'] as const),
        ...(['dispose', 'settle', 'correct', 'override_pod', 'place_hold', 'release_hold', 'scan'] as const),
      ],
    },
  },
  'finance on the board': { path: '/dispatch', role: 'finance' },
  overview: { path: '/admin', role: 'admin' },
  people: { path: '/admin/users', role: 'admin' },
  'people, nobody found': { path: '/admin/users?q=nobody', role: 'admin', isEmpty: true },
  'service levels': { path: '/admin/service-levels', role: 'admin' },
  'service levels, a code that cannot be one': { path: '/admin/service-levels?code=No+Code', role: 'admin' },
  'service level': { path: '/admin/service-levels/next_day?saved=3', role: 'admin' },
  'service level, new': { path: '/admin/service-levels/express', role: 'admin' },
  calendars: { path: '/admin/calendars', role: 'admin' },
  'calendars, none': { path: '/admin/calendars', role: 'admin', isEmpty: true },
  calendar: { path: '/admin/calendars/office?saved=4', role: 'admin' },
  'calendar, new': { path: '/admin/calendars/depot', role: 'admin' },
  ...policyCards,
  ...webhookCards,
  ...reportCards,
  'workflow history': { path: '/admin/shipments/s1/workflow', role: 'admin' },
  'workflow history, every event': { path: '/admin/shipments/s1/workflow?view=full', role: 'admin' },
  alerts: { path: '/alerts', role: 'supervisor' },
  'alerts, none': { path: '/alerts', role: 'dispatcher', isEmpty: true },
  'alerts of a courier': { path: '/alerts?show=unread', role: 'courier' },
  'alert preferences': { path: '/alerts/preferences?saved=1', role: 'admin' },
  'undelivered alerts': { path: '/alerts/undelivered', role: 'supervisor' },
  'undelivered alerts, none': { path: '/alerts/undelivered', role: 'admin', isEmpty: true },
  texts: { path: '/dev/sms' },
  'texts, none': { path: '/dev/sms', isEmpty: true },
  mailbox: { path: '/dev/mail' },
  'mailbox, empty': { path: '/dev/mail', isEmpty: true },
  'one mail': { path: '/dev/mail/m1' },
}

import type { Role } from '#domain/actors.ts'
import type { ShipmentView } from '#domain/views.ts'
import { exception } from './cases.ts'

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
  board: { path: '/dispatch', role: 'dispatcher' },
  'board, empty': { path: '/dispatch?view=late', role: 'dispatcher', isEmpty: true },
  'exception queue': { path: '/dispatch/exceptions', role: 'dispatcher' },
  'exception queue, clear': { path: '/dispatch/exceptions', role: 'dispatcher', isEmpty: true },
  'exception queue, filtered': { path: '/dispatch/exceptions?level=3&type=stale', role: 'dispatcher', isEmpty: true },
  'exception case': { path: '/dispatch/exceptions/e1', role: 'dispatcher' },
  'staff shipment': {
    path: '/dispatch/shipments/s1',
    role: 'dispatcher',
    shipment: {
      exceptions: [exception()],
      allowedCommands: ['reassign', 'unassign', 'raise', 'resolve', 'add_note', 'cancel'],
      cancellationFee: fee,
    },
  },
  'finance on the board': { path: '/dispatch', role: 'finance' },
  overview: { path: '/admin', role: 'admin' },
  people: { path: '/admin/users', role: 'admin' },
  'people, nobody found': { path: '/admin/users?q=nobody', role: 'admin', isEmpty: true },
  'workflow history': { path: '/admin/shipments/s1/workflow', role: 'admin' },
  'workflow history, every event': { path: '/admin/shipments/s1/workflow?view=full', role: 'admin' },
  mailbox: { path: '/dev/mail' },
  'mailbox, empty': { path: '/dev/mail', isEmpty: true },
  'one mail': { path: '/dev/mail/m1' },
}

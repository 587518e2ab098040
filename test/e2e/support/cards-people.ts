import type { ExceptionView, ShipmentView } from '#domain/views.ts'
import type { Card } from './cards.ts'
import { exception } from './cases.ts'
import { inMinutes } from './clock.ts'

const track = '/track/WB7Q4K2M9X'

const failed: Partial<ShipmentView> = {
  status: 'attempt_failed',
  attempts: 1,
  allowedCommands: ['change_address', 'reschedule', 'decide_delivery', 'place_hold', 'add_note'],
}

const chosen: Partial<ShipmentView> = {
  ...failed,
  decision: { option: 'neighbour', pointId: null, by: inMinutes(1_700) },
  podPolicy: { photo: 'required', pin: 'off' },
}

const held: Partial<ShipmentView> = {
  status: 'in_transit',
  holds: [{ reason: 'customer', until: inMinutes(7_000), clockStopped: true, reviewAt: null }],
  allowedCommands: ['change_address', 'reschedule', 'decide_delivery', 'release_hold', 'add_note'],
}

const delivered: Partial<ShipmentView> = {
  status: 'delivered',
  outcome: 'delivered',
  allowedCommands: ['verify_delivery', 'rate', 'dispute', 'add_note'],
  pod: { pin: 'ok', scans: 'all', distanceMeters: 12, receivedBy: 'K. Wolff' },
}

const own: Partial<ExceptionView> = { owner: { kind: 'role', id: 'S', name: 'Sender' }, level: 1, nextLevel: 2 }

const disputed: Partial<ShipmentView> = {
  ...delivered,
  exceptions: [exception({ type: 'disputed', reason: 'not_received', slaDueAt: inMinutes(1_400), actions: [] })],
}

/** The pages of people outside of the dispatch room, in the states that look different. */
export const peopleCards: Record<string, Card> = {
  'own parcel, nobody at home': { path: track, role: 'customer', shipment: failed },
  'own parcel, a neighbour was chosen': { path: track, role: 'customer', shipment: chosen },
  'own parcel, waiting': { path: track, role: 'customer', shipment: held },
  'own parcel, ready to collect': {
    path: track,
    role: 'customer',
    shipment: {
      ...failed,
      status: 'available_for_pickup',
      custodian: { kind: 'facility', id: 'BER-04', name: null },
    },
  },
  'own parcel, on its way back': {
    path: track,
    role: 'customer',
    shipment: { status: 'returning', allowedCommands: [] },
  },
  'own parcel, lost': {
    path: track,
    role: 'customer',
    shipment: { status: 'lost', outcome: 'lost', allowedCommands: [] },
  },
  'change, nobody at home': { path: `${track}/change`, role: 'customer', shipment: failed },
  'change, just chosen': { path: `${track}/change?done=decide_delivery`, role: 'customer', shipment: chosen },
  'change, waiting': { path: `${track}/change`, role: 'customer', shipment: held },
  'change, too late': { path: `${track}/change`, role: 'customer', shipment: { allowedCommands: ['add_note'] } },
  'confirm, delivered': { path: `${track}/confirm`, role: 'customer', shipment: delivered },
  'confirm, reported': { path: `${track}/confirm?done=dispute`, role: 'customer', shipment: disputed },
  'confirm, not there yet': { path: `${track}/confirm`, role: 'customer' },
  'shipment to decide': {
    path: '/app/shipments/s1',
    role: 'customer',
    shipment: { ...failed, allowedCommands: [...(failed.allowedCommands ?? []), 'start_return'] },
  },
  'shipment with a wrong address': {
    path: '/app/shipments/s1',
    role: 'customer',
    shipment: {
      status: 'confirmed',
      courierId: null,
      courierName: null,
      exceptions: [
        exception({ ...own, type: 'address_problem', reason: 'incomplete', actions: ['fix_address', 'contact'] }),
      ],
      allowedCommands: [
        'change_address',
        'reschedule',
        'decide_delivery',
        'cancel',
        'acknowledge',
        'resolve',
        'add_note',
      ],
      cancellationFee: { amount: 0, currency: 'EUR' },
    },
  },
  'shipment with an overdue payment': {
    path: '/app/shipments/s1',
    role: 'customer',
    shipment: {
      status: 'created',
      courierId: null,
      courierName: null,
      payment: { method: null, state: 'none' },
      exceptions: [exception({ ...own, type: 'payment_overdue', reason: 'no_method', actions: ['extend', 'contact'] })],
      allowedCommands: ['pay', 'cancel', 'acknowledge', 'resolve', 'add_note'],
      cancellationFee: { amount: 0, currency: 'EUR' },
    },
  },
  'shipment that is disputed': { path: '/app/shipments/s1', role: 'customer', shipment: disputed },
  'today, with a return': { path: '/courier', role: 'courier', shipment: { status: 'returning' } },
  'stop, on the way back': {
    path: '/courier/stops/s1',
    role: 'courier',
    shipment: { status: 'returning', allowedCommands: ['complete_return', 'report_incident', 'add_note'] },
  },
  'stop, with a wish': {
    path: '/courier/stops/s1',
    role: 'courier',
    shipment: {
      ...chosen,
      allowedCommands: ['start', 'make_available', 'report_incident', 'add_note'],
    },
  },
  'stop, on hold': {
    path: '/courier/stops/s1',
    role: 'courier',
    shipment: { ...held, allowedCommands: ['report_incident', 'add_note'] },
  },
}

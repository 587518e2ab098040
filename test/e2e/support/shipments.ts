import type { ParcelView, Place, ShipmentSummary, ShipmentView } from '#domain/views.ts'
import { inMinutes } from './clock.ts'

const sender: Place = {
  name: 'Buchhandlung am Oranienplatz',
  line1: 'Oranienstraße 14',
  city: 'Berlin',
  postcode: '10999',
  country: 'DE',
  phone: '+49 30 5550114',
  email: 'customer@waybill.example',
  position: { lat: 52.5009, lng: 13.4186 },
}

const recipient: Place = {
  name: 'Katharina Wolff-Hohenstein',
  line1: 'Schönhauser Allee 148, Hinterhaus',
  line2: '3. Etage links',
  city: 'Berlin',
  postcode: '10435',
  country: 'DE',
  phone: '+49 30 5550148',
  email: 'recipient@waybill.example',
  position: { lat: 52.5402, lng: 13.4125 },
}

const parcels: readonly ParcelView[] = [
  {
    id: 'p1',
    barcode: 'WB7Q4K2M9X-1',
    weightGrams: 3400,
    lengthMm: 400,
    widthMm: 300,
    heightMm: 200,
    description: 'Books',
  },
  { id: 'p2', barcode: 'WB7Q4K2M9X-2', weightGrams: 900, description: 'Prints, framed' },
]

const euro = (amount: number) => ({ amount, currency: 'EUR' })

/** A shipment on its way to the door; a case names only what is special about it. */
export function shipment(special: Partial<ShipmentView> = {}): ShipmentView {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    trackingNumber: 'WB7Q4K2M9X',
    reference: 'Order 20418',
    status: 'out_for_delivery',
    outcome: null,
    seq: 11,
    serviceLevel: 'same_day',
    promise: { from: inMinutes(45), to: inMinutes(165), original: [inMinutes(-15), inMinutes(105)] },
    custodian: { kind: 'courier', id: 'c1', name: 'Jonas Petersen' },
    courierId: 'c1',
    courierName: 'Jonas Petersen',
    partnerId: null,
    attempts: 0,
    holds: [],
    zone: 'berlin_mitte',
    decision: null,
    deadlines: [
      { timer: 'stop_late', dueAt: inMinutes(38), raises: 'eta_delay' },
      { timer: 'promise', dueAt: inMinutes(165), raises: 'delivery_overdue' },
    ],
    exceptions: [],
    money: { quoted: euro(1490), authorised: euro(1490), captured: euro(0), refunded: euro(0), cod: null },
    sender,
    recipient,
    parcels,
    windows: { pickup: [inMinutes(-200), inMinutes(-80)], delivery: null },
    payment: { method: 'card', state: 'authorised' },
    pod: null,
    podPolicy: { photo: 'required', geofence: 'required', pin: 'required', scan: 'warn', signature: 'off', id: 'off' },
    pin: '4821',
    rating: null,
    confirmedSteps: ['details', 'ready'],
    allowedCommands: ['add_note'],
    createdAt: inMinutes(-320),
    updatedAt: inMinutes(-4),
    trackUrl: 'http://localhost/track/WB7Q4K2M9X',
    ...special,
  }
}

/** A row of a list. */
export function summary(special: Partial<ShipmentSummary> = {}): ShipmentSummary {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    trackingNumber: 'WB7Q4K2M9X',
    reference: 'Order 20418',
    status: 'out_for_delivery',
    outcome: null,
    serviceLevel: 'same_day',
    senderCity: 'Berlin',
    recipientCity: 'Berlin',
    recipientName: 'Katharina Wolff-Hohenstein',
    courierId: 'c1',
    courierName: 'Jonas Petersen',
    pickupWindow: [inMinutes(-200), inMinutes(-80)],
    promiseTo: inMinutes(165),
    nextDeadlineAt: inMinutes(38),
    openExceptions: 0,
    worstLevel: 0,
    createdAt: inMinutes(-320),
    updatedAt: inMinutes(-4),
    ...special,
  }
}

/** The list as each console's pages show it: something in every phase. */
export function summaries(): ShipmentSummary[] {
  const rows: Partial<ShipmentSummary>[] = [
    {},
    {
      status: 'confirmed',
      courierId: null,
      courierName: null,
      recipientName: 'Mehmet Yılmaz',
      openExceptions: 1,
      worstLevel: 3,
      nextDeadlineAt: inMinutes(9),
      pickupWindow: [inMinutes(-20), inMinutes(40)],
    },
    {
      status: 'confirmed',
      courierId: null,
      courierName: null,
      recipientName: 'Praxis Dr. Lindner',
      nextDeadlineAt: inMinutes(22),
      pickupWindow: [inMinutes(30), inMinutes(120)],
    },
    { status: 'assigned', recipientName: 'Galerie Nord', nextDeadlineAt: inMinutes(4) },
    { status: 'accepted', recipientName: 'Antonia Feldmann', nextDeadlineAt: inMinutes(61) },
    { status: 'picked_up', recipientName: 'Weinhandlung Suff', serviceLevel: 'next_day' },
    { status: 'attempt_failed', recipientName: 'Familie Krüger', openExceptions: 1, worstLevel: 1 },
    {
      status: 'awaiting_payment',
      recipientName: 'Lena Brandt',
      nextDeadlineAt: inMinutes(18),
      courierId: null,
      courierName: null,
    },
    {
      status: 'delivered',
      outcome: 'delivered',
      recipientName: 'Theater an der Spree',
      nextDeadlineAt: inMinutes(3900),
    },
    { status: 'closed', outcome: 'delivered', recipientName: 'Ole Sørensen', nextDeadlineAt: null },
    { status: 'cancelled', outcome: 'cancelled', recipientName: 'Max Unger', nextDeadlineAt: null },
  ]
  return rows.map((special, index) => {
    const tail = String(index + 1).padStart(2, '0')
    return summary({ id: `01900000-0000-7000-8000-0000000000${tail}`, trackingNumber: `WB7Q4K2M${tail}`, ...special })
  })
}

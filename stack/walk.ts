import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import type { Client, ClientShipment } from './client.ts'

const longestWaitMs = 30_000
const pollMs = 100

/** Those who take a shipment from booking to its end. */
export type Crew = { customer: Client; dispatcher: Client; courier: Client; photo: Uint8Array<ArrayBuffer> }

/** The statuses of the happy walk in their order. */
const walk = [
  'awaiting_payment',
  'confirmed',
  'assigned',
  'accepted',
  'en_route_pickup',
  'at_pickup',
  'picked_up',
  'out_for_delivery',
  'at_dropoff',
  'delivered',
  'closed',
] as const
export type WalkStatus = (typeof walk)[number]

/** Gives one command after another until the shipment has this status. A walk that was interrupted goes on where it was. */
export async function walkTo(id: string, wanted: WalkStatus, crew: Crew): Promise<ClientShipment> {
  let shipment = await crew.customer.shipment(id)
  while (isBefore(shipment.status, wanted)) {
    const reached = shipment.status
    await takeNextStep(shipment, crew)
    shipment = await untilChanged(id, reached, crew.customer)
  }
  if (shipment.status !== wanted) throw new Error(`${shipment.trackingNumber} is ${shipment.status}, not ${wanted}.`)
  return shipment
}

/** A plain photo, as a courier's camera would send it. */
export async function makePhoto(): Promise<Uint8Array<ArrayBuffer>> {
  const background = { r: 120, g: 150, b: 90 }
  const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return new Uint8Array(photo)
}

function isBefore(status: string, wanted: WalkStatus): boolean {
  const order: readonly string[] = walk
  return order.includes(status) && order.indexOf(status) < order.indexOf(wanted)
}

async function takeNextStep(shipment: ClientShipment, { customer, dispatcher, courier, photo }: Crew): Promise<void> {
  const { id, status, sender, recipient } = shipment
  const scans = shipment.parcels.map(({ barcode }) => barcode)
  const steps: Partial<Record<string, () => Promise<unknown>>> = {
    confirmed: () => dispatcher.command(id, 'assign', { courierIds: [courier.userId] }),
    assigned: () => courier.command(id, 'accept'),
    accepted: () => courier.command(id, 'start'),
    en_route_pickup: () => courier.command(id, 'arrive_pickup', beside(sender)),
    at_pickup: () => courier.command(id, 'pick_up', { scans }),
    picked_up: () => courier.command(id, 'start'),
    out_for_delivery: () => courier.command(id, 'arrive_dropoff', beside(recipient)),
    at_dropoff: async () => {
      const photoId = await courier.uploadPhoto(id, photo)
      const { pin } = await customer.shipment(id)
      const pod = { photoId, scans, ...beside(recipient), ...(pin !== undefined && { pin }) }
      await courier.command(id, 'deliver', { pod, receivedBy: 'Recipient' })
    },
    delivered: () => customer.command(id, 'verify_delivery'),
  }
  // Payment answers by itself.
  await steps[status]?.()
}

function beside({ position }: ClientShipment['sender']) {
  return position ? { position: { lat: position.lat + 0.0001, lng: position.lng, accuracyMeters: 12 } } : {}
}

async function untilChanged(id: string, from: string, client: Client): Promise<ClientShipment> {
  const giveUpAtMs = performance.now() + longestWaitMs
  for (;;) {
    const shipment = await client.shipment(id)
    if (shipment.status !== from) return shipment
    if (performance.now() > giveUpAtMs) throw new Error(`${shipment.trackingNumber} stays ${from}.`)
    await sleep(pollMs)
  }
}

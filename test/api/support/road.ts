import { z } from 'zod'
import { berlin, type Caller, type Seen } from './caller.ts'
import type { Company } from './company.ts'
import { photo } from './photo.ts'

/** Everybody whom a parcel meets. */
export type Crew = Record<'customer' | 'recipient' | 'courier' | 'dispatcher' | 'supervisor' | 'admin', Caller>

export async function crewOf(company: Company): Promise<Crew> {
  const [customer, recipient, courier, dispatcher, supervisor, admin] = await Promise.all([
    company.as('customer'),
    company.as('recipient'),
    company.as('courier'),
    company.as('dispatcher'),
    company.as('supervisor'),
    company.as('admin'),
  ])
  return { customer, recipient, courier, dispatcher, supervisor, admin }
}

/** The house that somebody reports for. */
export async function partnerIdOf(partner: Caller): Promise<string> {
  return z.looseObject({ partnerId: z.string() }).parse((await partner.get('/me')).body).partnerId
}

/** Allowances so long that no deadline disturbs a test; a case shortens the one that it is about. */
const calm = { choose: 'P1D', pay: 'P1D', assign: 'P1D', accept: 'P1D', start: 'P1D', promise: 'P9D' }

/** Publishes a level of its own for one case, and gives its code. */
export async function levelFor(
  admin: Caller,
  code: string,
  document: Record<string, unknown> & { allowances?: object } = {},
) {
  const level = { name: code, slas: {}, attempts: 2, ...document, allowances: { ...calm, ...document.allowances } }
  const answer = await admin.call('PUT', `/service-levels/${code}`, { json: level })
  if (answer.status !== 200) throw new Error(`${code}: ${answer.text}`)
  return code
}

export const stages = ['accepted', 'at_pickup', 'picked_up', 'out_for_delivery', 'at_dropoff', 'delivered'] as const
export type Stage = (typeof stages)[number]

/** Brings a confirmed shipment as far as a stage; a wish takes its proof along. */
export async function bringTo(
  crew: Crew,
  { id, parcels }: Seen,
  { stage, courierId }: { stage: Stage; courierId: string },
) {
  const { courier, dispatcher } = crew
  const scans = parcels.map(({ barcode }) => barcode)
  await dispatcher.does(id, 'assign', { courierIds: [courierId] })
  await courier.does(id, 'accept')
  const steps: readonly (readonly [Stage, () => Promise<unknown>])[] = [
    ['at_pickup', () => courier.does(id, 'arrive_pickup')],
    ['picked_up', () => courier.does(id, 'pick_up', { scans })],
    ['out_for_delivery', () => courier.does(id, 'start')],
    ['at_dropoff', () => courier.does(id, 'arrive_dropoff', { position: berlin })],
    [
      'delivered',
      async () => courier.does(id, 'deliver', { pod: { ...(await proof(courier)), scans, position: berlin } }),
    ],
  ]
  for (const [reached, act] of steps) {
    if (stages.indexOf(stage) < stages.indexOf(reached)) return
    await act()
  }
}

/** A photo of the delivery. */
export async function proof(courier: Caller): Promise<{ photoId: string }> {
  const { body } = await courier.upload(await photo())
  return { photoId: (body as { id: string }).id }
}

/** The open exceptions of a shipment, as `type/reason`, once there is one of this type. */
export async function untilRaised(dispatcher: Caller, id: string, type: string): Promise<Seen['exceptions'][number]> {
  const giveUpAtMs = Date.now() + 25_000
  for (;;) {
    const found = (await dispatcher.shipment(id)).exceptions.find(
      (open) => open.type === type && open.state !== 'resolved',
    )
    if (found) return found
    if (Date.now() > giveUpAtMs) throw new Error(`${type} was never raised`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

import type { Browser, BrowserContextOptions } from 'playwright-core'
import { expect } from 'vitest'
import { linkToken } from '#db/link-token.ts'
import type { Caller, Seen } from '#test/api/support/caller.ts'
import { secret } from '#test/api/support/company.ts'
import { photo } from '#test/api/support/photo.ts'
import type { Site } from './site.ts'
import { noteFaults } from './visit.ts'

const steps = ['accept', 'start', 'arrive_pickup', 'pick_up', 'start', 'arrive_dropoff'] as const

/** A parcel that its courier has brought so far; the last step is `arrive_dropoff` unless said otherwise. */
export async function parcelAt(site: Site, last: (typeof steps)[number], wish: object = {}): Promise<Seen> {
  const { company } = site
  const booked = await (await company.as('customer')).book(wish)
  const dispatcher = await company.as('dispatcher')
  // A card is asked first.
  await expect.poll(async () => (await dispatcher.shipment(booked.id)).status).toBe('confirmed')
  await dispatcher.does(booked.id, 'assign', { courierIds: [company.users.courier] })
  const courier = await company.as('courier')
  for (const step of steps.slice(0, steps.lastIndexOf(last) + 1)) await courier.does(booked.id, step)
  return booked
}

/** Nobody was at home. */
export async function failedParcel(site: Site, wish: object = {}): Promise<Seen> {
  const parcel = await parcelAt(site, 'arrive_dropoff', wish)
  await (await site.company.as('courier')).does(parcel.id, 'fail_attempt', { reason: 'not_home' })
  return parcel
}

/** Delivered with all proofs, and not confirmed by anybody yet. */
export async function deliveredParcel(site: Site, wish: object = {}): Promise<Seen> {
  const parcel = await parcelAt(site, 'arrive_dropoff', wish)
  const courier = await site.company.as('courier')
  const pod = { photoId: await photoIdOf(courier), scans: parcel.parcels.map(({ barcode }) => barcode) }
  await courier.does(parcel.id, 'deliver', { pod })
  return parcel
}

async function photoIdOf(courier: Caller): Promise<string> {
  const { status, body } = await courier.upload(await photo())
  if (status !== 201 || typeof body !== 'object' || body === null || !('id' in body)) throw new Error('No upload')
  return String(body.id)
}

/** The recipient, who has no account: whoever opens the link of the mail. */
export async function openLink(
  browser: Browser,
  { site, parcel }: { site: Site; parcel: Seen },
  options: BrowserContextOptions = {},
) {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin', ...options })
  const page = await context.newPage()
  const faults: string[] = []
  noteFaults(page, faults)
  const token = linkToken(secret, { shipmentId: parcel.id, kind: 'recipient', generation: 1 })
  await page.goto(`${site.url}/t/${token}`)
  return { page, faults, [Symbol.asyncDispose]: () => context.close() }
}

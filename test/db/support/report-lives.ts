import type { Pool } from 'pg'
import { batchOf } from '#activities/projection-batch.ts'
import { writeProjection } from '#db/projection.ts'
import { fold } from '#domain/apply.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { alwaysOpen } from '#domain/policy.ts'
import { freshShipment } from '#domain/shipment.ts'
import {
  at,
  booked,
  courier,
  dispatcher,
  goodProof,
  noMoneyFact,
  recipient,
  type Story,
  shipmentId,
  stages,
  system,
  t0,
} from '../../domain/builders.ts'
import { lifeOf } from '../../domain/lives.ts'

const hour = 3_600_000
const failed = { reason: 'not_home', photoId: null, noteId: null, distanceMeters: 5 }
const handed = { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 }
const security = { reason: 'security', untilMs: null, retentionReason: null, noteId: null } as const

/** What ordinary lives do not have: each is named for what a figure must make of it. */
const specials: Record<string, () => Story> = {
  'delivered in error, taken back, delivered late': () => {
    const story = at('delivered', { promise: [t0, t0 + 2 * hour] })
    const correction = { toStatus: 'in_transit', custodian: null, noteId: 'n' } as const
    story.do('correct', { actor: dispatcher, payload: correction })
    story.wait(3 * hour)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'failed in error, then found to be delivered': () => {
    const story = at('at_dropoff')
    story.do('fail_attempt', { actor: courier, payload: failed })
    story.wait(hour)
    const correction = { toStatus: 'delivered', custodian: null, noteId: 'n' } as const
    story.do('correct', { actor: dispatcher, payload: correction })
    return story
  },
  'held for ten hours, then delivered after the first promise and in time': () => {
    const story = at('in_transit', { promise: [t0, t0 + 5 * hour] })
    story.do('place_hold', { actor: dispatcher, payload: security })
    story.wait(10 * hour)
    story.do('release_hold', { actor: dispatcher, payload: { reason: 'security', noteId: null } })
    stages.out_for_delivery(story)
    story.wait(3 * hour)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'promised anew by us, and late by the first promise': () => {
    const story = at('in_transit', { promise: [t0, t0 + 2 * hour] })
    const window = [t0, t0 + 20 * hour] as const
    story.do('repromise', { actor: dispatcher, payload: { window, cause: 'K', noteId: null } })
    story.wait(4 * hour)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'promised anew because of the weather, and in time': () => {
    const story = at('in_transit', { promise: [t0, t0 + 2 * hour] })
    const window = [t0, t0 + 20 * hour] as const
    story.do('repromise', { actor: dispatcher, payload: { window, cause: 'F', noteId: null } })
    story.wait(4 * hour)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'tried in vain by a partner, then delivered by it': () => {
    const story = at('confirmed')
    story.do('outsource', { actor: dispatcher, payload: { partnerId: 'partner-1' } })
    for (const status of ['out_for_delivery', 'attempt_failed', 'out_for_delivery', 'delivered'] as const) {
      story.wait(hour)
      const verdict = { kind: 'mapped', effect: { kind: 'status', status, reason: null } } as const
      const payload = { verdict, hasEvidence: true, noteId: null, mappingVersion: 1 }
      story.do('partner_status', { actor: { kind: 'P', id: 'partner-1' }, payload })
    }
    return story
  },
  'brought to a pickup point in time and never tried at the door': () => {
    const story = at('in_transit')
    story.wait(hour)
    story.do('make_available', { actor: dispatcher, payload: { pointId: 'locker-1', untilMs: null } })
    return story
  },
  'the courier came for nothing': () => {
    const story = at('at_pickup')
    const payload = { reason: 'not_ready', photoId: null, noteId: null }
    story.do('fail_pickup', { actor: courier, payload })
    return story
  },
  'paid by card, delivered, and money given back': () => {
    const story = booked({ payment: { method: 'card', paymentMethodId: 'pm_1', codMinor: null } })
    const tell = (kind: 'authorised' | 'captured') =>
      story.do('payment_event', { actor: system, payload: { ...noMoneyFact, kind } })
    tell('authorised')
    for (const stage of ['assigned', 'accepted', 'en_route_pickup', 'at_pickup', 'picked_up'] as const)
      stages[stage](story)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    const credit = { decision: 'credit', amountMinor: 40, cause: 'K', noteId: null } as const
    story.do('settle', { actor: dispatcher, payload: credit })
    story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
    tell('captured')
    return story
  },
  'nobody came in time, and it is still on its way': () => {
    const story = at('in_transit', { promise: [t0, t0 + 2 * hour] })
    story.wait(3 * hour)
    return story
  },
}

export type Life = { id: string; name: string; events: ShipmentEvent[] }

/** Lives of the domain's own making, in about eighty days before `nowMs`, each under an id of its own. */
export function livesUntil(nowMs: number, count: number): Life[] {
  const setting = { levelCode: 'plain', hoursAt: () => alwaysOpen, nowMs, days: 80 }
  const ordinary = Array.from({ length: count }, (_, n) => ['ordinary', lifeOf(n, setting)] as const)
  const special = Object.entries(specials).map(([name, tell]) => [name, tell()] as const)
  return [...ordinary, ...special].map(([name, story], n) => renamed(name, story, n))
}

/** The builders give every life one id: here each takes its own, with all the ids that are made of it. */
export function renamed(name: string, { events }: Pick<Story, 'events'>, n: number): Life {
  const prefix = shipmentId.slice(0, -3)
  const own = `${(0x0194_0000 + n).toString(16).padStart(8, '0')}-0000-7000-8000-000000000`
  const text = JSON.stringify(events).replaceAll(prefix, own)
  // The very events, under another id.
  return { id: `${own}abc`, name, events: JSON.parse(text) as ShipmentEvent[] }
}

export type People = { partners: readonly (string | null)[]; couriers: readonly (string | null)[] }

const zones = ['berlin', 'hamburg', null]

/**
 * Writes lives as workflows do. Every third is begun with a tail that never became durable: it is written to
 * its end, `between` looks, and then it is taken back to the middle and written anew.
 */
export async function writeLives(
  raw: Pool,
  lives: readonly Life[],
  { people, between }: { people: People; between: () => Promise<unknown> },
): Promise<void> {
  for (const [n, { id }] of lives.entries()) {
    await raw.query(
      `INSERT INTO booking (shipment_id, tracking_number, sender, recipient, parcels, price_lines, pin, search_text)
       VALUES ($1, $2, '{}', '{}', '[]', '[]', '0000', '')`,
      [id, `WBLIFE${n}`],
    )
  }
  for (const [n, life] of lives.entries()) {
    const write = writerOf(raw, { life, n, people })
    const [middle, end] = [Math.ceil(life.events.length / 2), life.events.length]
    if (n % 3 === 0) await write(0, end)
    else await write(0, middle)
  }
  await between()
  for (const [n, life] of lives.entries()) {
    const write = writerOf(raw, { life, n, people })
    const [middle, end] = [Math.ceil(life.events.length / 2), life.events.length]
    if (n % 3 === 0) await write(middle, Math.min(end, middle + 1))
    if (n % 6 === 0) await between()
    await write(n % 3 === 0 ? Math.min(end, middle + 1) : middle, end)
  }
}

type Written = { life: Life; n: number; people: People }

/** Batches as a workflow makes them: what one command did goes together. */
function writerOf(raw: Pool, { life: { id, events }, n, people }: Written) {
  return async (from: number, to: number): Promise<void> => {
    for (let start = from; start < to; ) {
      let end = start + 1
      while (end < to && events[end]?.commandId === events[start]?.commandId) end++
      const shipment = {
        ...fold(freshShipment(id), events.slice(0, end)),
        customerId: null,
        offers: [],
        courierId: people.couriers[n % people.couriers.length] ?? null,
        partnerId: people.partners[n % people.partners.length] ?? null,
        zone: zones[n % zones.length] ?? null,
      }
      await writeProjection(raw, {
        ...batchOf({ shipment, events: events.slice(start, end), fenceMs: 1 }, 0),
        outbox: [],
      })
      start = end
    }
  }
}

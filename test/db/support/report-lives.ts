import type { Pool } from 'pg'
import { batchOf } from '#activities/projection-batch.ts'
import { writeProjection } from '#db/projection.ts'
import { fold } from '#domain/apply.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { alwaysOpen } from '#domain/policy.ts'
import { freshShipment } from '#domain/shipment.ts'
import { type Story, shipmentId } from '../../domain/builders.ts'
import { lifeOf } from '../../domain/lives.ts'
import { specialLives } from '../../domain/report-stories.ts'

export type Life = { id: string; name: string; events: ShipmentEvent[] }

/** Lives of the domain's own making, in about eighty days before `nowMs`, each under an id of its own. */
export function livesUntil(nowMs: number, count: number): Life[] {
  const setting = { levelCode: 'plain', hoursAt: () => alwaysOpen, nowMs, days: 80 }
  const ordinary = Array.from({ length: count }, (_, n) => ['ordinary', lifeOf(n, setting)] as const)
  const special = Object.entries(specialLives).map(([name, tell]) => [name, tell()] as const)
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

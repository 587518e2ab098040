import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import type { Place } from '#domain/views.ts'

const idRow = z.object({ id: z.string() })

export type NewNote = {
  id: string
  shipmentId: string
  commandId: string
  author: { id: string | null; name: string }
  text: string
  audience: string
}

/** Keeps what a person wrote; the same command again finds its first row and returns that one's id. */
export async function keepNote(db: CommonQueryMethods, note: NewNote): Promise<string> {
  const { id } = await db.one(sql.type(idRow)`
    INSERT INTO note (id, shipment_id, command_id, author_id, author_name, text, audience)
    VALUES (${note.id}, ${note.shipmentId}, ${note.commandId}, ${note.author.id}, ${note.author.name}, ${note.text},
      ${note.audience})
    ON CONFLICT (shipment_id, command_id) DO UPDATE SET text = excluded.text
    RETURNING id`)
  return id
}

export type NewDetail = {
  id: string
  shipmentId: string
  commandId: string
  receivedBy: string | null
  position: { lat: number; lng: number } | null
}

/** Keeps a name or a position that came with a command, under the same rule. */
export async function keepDetail(db: CommonQueryMethods, detail: NewDetail): Promise<string> {
  const { id } = await db.one(sql.type(idRow)`
    INSERT INTO command_detail (id, shipment_id, command_id, received_by, position_lat, position_lng)
    VALUES (${detail.id}, ${detail.shipmentId}, ${detail.commandId}, ${detail.receivedBy},
      ${detail.position?.lat ?? null}, ${detail.position?.lng ?? null})
    ON CONFLICT (shipment_id, command_id) DO UPDATE SET received_by = excluded.received_by
    RETURNING id`)
  return id
}

const wrongRow = z.object({ wrong: z.int() })

export async function countWrongPins(db: CommonQueryMethods, shipmentId: string): Promise<number> {
  const row = await db.maybeOne(sql.type(wrongRow)`SELECT wrong FROM pin_attempt WHERE shipment_id = ${shipmentId}`)
  return row?.wrong ?? 0
}

/** Counts a wrong PIN once a command, and returns how many there were. */
export async function addWrongPin(
  db: CommonQueryMethods,
  { shipmentId, commandId }: { shipmentId: string; commandId: string },
): Promise<number> {
  const { wrong } = await db.one(sql.type(wrongRow)`
    INSERT INTO pin_attempt AS p (shipment_id, wrong, last_command_id) VALUES (${shipmentId}, 1, ${commandId})
    ON CONFLICT (shipment_id) DO UPDATE SET
      wrong = p.wrong + CASE WHEN p.last_command_id = excluded.last_command_id THEN 0 ELSE 1 END,
      last_command_id = excluded.last_command_id, at = now()
    RETURNING wrong`)
  return wrong
}

const ratingRow = z.object({ stars: z.int(), tags: z.array(z.string()) })

type Person = { shipmentId: string; person: string }

export function findRating(db: CommonQueryMethods, { shipmentId, person }: Person) {
  return db.maybeOne(sql.type(ratingRow)`
    SELECT stars, tags FROM rating WHERE shipment_id = ${shipmentId} AND person = ${person}`)
}

export type NewRating = Person & { commandId: string; stars: number; tags: readonly string[]; text: string | null }

/** One a person. False when this person rated the shipment before, by another command. */
export async function keepRating(db: CommonQueryMethods, rating: NewRating): Promise<boolean> {
  const { rowCount } = await db.query(sql.unsafe`
    INSERT INTO rating AS r (shipment_id, person, command_id, stars, tags, text)
    VALUES (${rating.shipmentId}, ${rating.person}, ${rating.commandId}, ${rating.stars},
      ${sql.array(rating.tags, 'text')}, ${rating.text})
    ON CONFLICT (shipment_id, person) DO UPDATE SET stars = r.stars WHERE r.command_id = excluded.command_id`)
  return rowCount === 1
}

export type NewPlace = { id: string; shipmentId: string; commandId: string; stop: 'pickup' | 'dropoff'; place: Place }

/** Keeps a new address of a stop, under the same rule; it counts once its event is in the history. */
export async function keepPlace(db: CommonQueryMethods, given: NewPlace): Promise<string> {
  const { id } = await db.one(sql.type(idRow)`
    INSERT INTO shipment_place (id, shipment_id, command_id, stop, place)
    VALUES (${given.id}, ${given.shipmentId}, ${given.commandId}, ${given.stop}, ${sql.jsonb(given.place)})
    ON CONFLICT (shipment_id, command_id) DO UPDATE SET place = excluded.place
    RETURNING id`)
  return id
}

/** Keeps a new PIN, the first one of a command; it counts once its event is in the history. */
export async function keepPin(
  db: CommonQueryMethods,
  { shipmentId, commandId, pin }: { shipmentId: string; commandId: string; pin: string },
): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO pin_change (shipment_id, command_id, pin) VALUES (${shipmentId}, ${commandId}, ${pin})
    ON CONFLICT DO NOTHING`)
}

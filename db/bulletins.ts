import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { bulletinKinds } from '#domain/payloads.ts'
import { ACTIVE } from '#domain/status.ts'

const bulletinRow = z.object({
  id: z.string(),
  zone: z.string(),
  zoneName: z.string(),
  kind: z.enum(bulletinKinds),
  text: z.string(),
  fromMs: z.number(),
  untilMs: z.number(),
  endedAtMs: z.number().nullable(),
  publishedBy: z.string(),
  publishedById: z.string(),
  shipments: z.int(),
  jobId: z.string(),
})
export type BulletinRow = z.output<typeof bulletinRow>

const columns = sql.fragment`n.id, n.zone, z.name AS "zoneName", n.kind, n.text, n.created_at AS "fromMs",
  n.until_at AS "untilMs", n.ended_at AS "endedAtMs", n.published_by_name AS "publishedBy",
  n.published_by AS "publishedById", j.total AS shipments, n.job_id AS "jobId"`
const tables = sql.fragment`bulletin n JOIN zone z ON z.code = n.zone JOIN job j ON j.id = n.job_id`

/** The newest first. Served by bulletin_created_idx. */
export function listBulletins(db: CommonQueryMethods): Promise<readonly BulletinRow[]> {
  return db.any(sql.type(bulletinRow)`SELECT ${columns} FROM ${tables} ORDER BY n.created_at DESC LIMIT 100`)
}

export function findBulletin(db: CommonQueryMethods, id: string): Promise<BulletinRow | null> {
  return db.maybeOne(sql.type(bulletinRow)`SELECT ${columns} FROM ${tables} WHERE n.id = ${id}`)
}

export type NewBulletin = Pick<
  BulletinRow,
  'id' | 'zone' | 'kind' | 'text' | 'untilMs' | 'publishedBy' | 'publishedById' | 'jobId'
>

export async function insertBulletin(db: CommonQueryMethods, given: NewBulletin): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO bulletin (id, zone, kind, text, until_at, published_by, published_by_name, job_id)
    VALUES (${given.id}, ${given.zone}, ${given.kind}, ${given.text}, ${sql.timestamp(new Date(given.untilMs))},
      ${given.publishedById}, ${given.publishedBy}, ${given.jobId})`)
}

/** Marks a bulletin as over, once; true when this call did. */
export async function markEnded(db: CommonQueryMethods, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    sql.unsafe`UPDATE bulletin SET ended_at = now() WHERE id = ${id} AND ended_at IS NULL`,
  )
  return rowCount > 0
}

const startRow = bulletinRow.pick({ id: true, jobId: true, untilMs: true })

/** Bulletins that go on and are older than a minute: nobody may have started them. Served by bulletin_running_idx. */
export function listStartableBulletins(db: CommonQueryMethods): Promise<readonly z.output<typeof startRow>[]> {
  return db.any(sql.type(startRow)`
    SELECT id, job_id AS "jobId", until_at AS "untilMs" FROM bulletin
    WHERE ended_at IS NULL AND created_at < now() - interval '1 minute' ORDER BY created_at LIMIT 100`)
}

const idRow = z.object({ id: z.string() })

/** The shipments of a zone that a bulletin reaches. Served by shipment_zone_idx. */
export async function idsInZone(db: CommonQueryMethods, zone: string): Promise<string[]> {
  const rows = await db.any(sql.type(idRow)`
    SELECT id FROM shipment WHERE zone = ${zone} AND status <> 'closed' AND status = ANY (${sql.array([...ACTIVE], 'text')})
    ORDER BY id LIMIT 100000`)
  return rows.map(({ id }) => id)
}

/** Those that a bulletin still holds or has marked, wherever they have got to. Served by job_item_pkey. */
export async function idsReachedBy(db: CommonQueryMethods, jobId: string): Promise<string[]> {
  const rows = await db.any(sql.type(idRow)`
    SELECT shipment_id AS id FROM job_item WHERE job_id = ${jobId} AND state = 'applied' ORDER BY index LIMIT 100000`)
  return rows.map(({ id }) => id)
}

import { type CommonQueryMethods, sql } from 'slonik'
import { z } from 'zod'
import { isRelated, type Relation } from './relation.ts'

export type NewProof = {
  id: string
  kind: string
  contentType: string
  bytes: Buffer
  sha256: string
  uploaderId: string
  shipmentId: string | null
}

export async function insertProof(db: CommonQueryMethods, proof: NewProof): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO proof (id, kind, content_type, bytes, sha256, uploader_id, shipment_id)
    VALUES (${proof.id}, ${proof.kind}, ${proof.contentType}, ${sql.binary(proof.bytes)}, ${proof.sha256},
      ${proof.uploaderId}, ${proof.shipmentId})`)
}

const proofRow = z.object({ bytes: z.instanceof(Buffer), contentType: z.string() })

/** The picture, for its uploader and for whoever may see its shipment. Served by proof_pkey. */
export function findProof(
  db: CommonQueryMethods,
  { id, uploaderId, relation }: { id: string; uploaderId: string | null; relation: Relation },
) {
  return db.maybeOne(sql.type(proofRow)`
    SELECT p.bytes, p.content_type AS "contentType"
    FROM proof p LEFT JOIN shipment s ON s.id = p.shipment_id
    WHERE p.id = ${id} AND (p.uploader_id = ${uploaderId} OR (s.id IS NOT NULL AND ${isRelated(relation)}))`)
}

const usableRow = z.object({ id: z.string(), kind: z.string() })

/** Which of these a person may use for a shipment: his own that belong to it, or to none yet. */
export function findUsableProofs(
  db: CommonQueryMethods,
  { ids, uploaderId, shipmentId }: { ids: readonly string[]; uploaderId: string; shipmentId: string },
) {
  return db.any(sql.type(usableRow)`
    SELECT id, kind FROM proof
    WHERE id = ANY (${sql.array(ids, 'uuid')}) AND uploader_id = ${uploaderId}
      AND (shipment_id IS NULL OR shipment_id = ${shipmentId})
    LIMIT 20`)
}

export async function linkProofs(
  db: CommonQueryMethods,
  { ids, shipmentId }: { ids: readonly string[]; shipmentId: string },
): Promise<void> {
  await db.query(sql.unsafe`
    UPDATE proof SET shipment_id = ${shipmentId}
    WHERE id = ANY (${sql.array(ids, 'uuid')}) AND shipment_id IS NULL`)
}

/** Removes pictures that no command ever named. Served by proof_unlinked_idx. */
export async function sweepProofs(db: CommonQueryMethods): Promise<void> {
  await db.query(sql.unsafe`
    DELETE FROM proof WHERE id IN (
      SELECT id FROM proof WHERE shipment_id IS NULL AND created_at < now() - interval '1 day'
      ORDER BY created_at LIMIT 100)`)
}

import { type CommonQueryMethods, type SerializableValue, sql } from 'slonik'

export type AuditEntry = {
  actorId: string | null
  actorName: string
  action: string
  subject: { kind: string; id: string }
  before: SerializableValue
  after: SerializableValue
}

/** Written in the transaction of what it tells; nothing is ever edited or deleted there. */
export async function writeAudit(db: CommonQueryMethods, entry: AuditEntry): Promise<void> {
  await db.query(sql.unsafe`
    INSERT INTO audit (actor_id, actor_name, action, subject_kind, subject_id, before, after)
    VALUES (${entry.actorId}, ${entry.actorName}, ${entry.action}, ${entry.subject.kind}, ${entry.subject.id},
      ${sql.jsonb(entry.before)}, ${sql.jsonb(entry.after)})`)
}

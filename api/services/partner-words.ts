import type { CommonQueryMethods } from 'slonik'
import { findMapping } from '#db/mappings.ts'
import { identify, type PartnerReport } from '#db/partner-events.ts'
import type { Actor } from '#domain/actors.ts'
import { mapStatus } from '#domain/mapping.ts'
import { ownVocabulary } from '#domain/own-vocabulary.ts'
import type { PartnerSaid } from '#domain/payloads.ts'
import type { OfferedCommand } from '#domain/schemas/command.ts'
import { documentOf } from '#domain/schemas/mapping.ts'
import type { Viewer } from './contract.ts'

/** A partner's word: what the workflow is told, and the row that keeps it as it was said. */
export type Heard = { said: PartnerSaid; report: PartnerReport }

type Word = Extract<OfferedCommand, { type: 'partner_status' }>
type Given = { row: { id: string }; viewer: Viewer; actor: Actor }

/** Reads a word by the mapping in force; before there is one, only our own words are understood. */
export async function readWord(
  db: CommonQueryMethods,
  { commandId, payload, occurredAt }: Word,
  { row, viewer, actor }: Given,
): Promise<Heard> {
  const partnerId = actor.id ?? ''
  const mapping = await findMapping(db, partnerId)
  const { code, text = '', reason = '', place = '', evidence = [], hasEvidence = false } = payload
  const verdict = mapStatus(mapping ? documentOf(mapping.document) : ownVocabulary, { code, text, reason })
  const mappingVersion = mapping?.version ?? null
  const occurredAtMs = occurredAt === undefined ? Date.now() : Date.parse(occurredAt)
  const { eventKey } = await identify(db, { ...identityOf(payload, partnerId), shipmentId: row.id, occurredAtMs })
  const isProven = hasEvidence || evidence.length > 0
  const said = { verdict, hasEvidence: isProven, noteId: null, mappingVersion }
  return {
    said,
    report: {
      commandId,
      shipmentId: row.id,
      partnerId,
      eventKey,
      ...{ code, text, reason, place, occurredAtMs, hasEvidence: isProven },
      source: 'api',
      mappingVersion,
      verdict,
      saidBy: { id: viewer.userId, name: viewer.name },
      againOf: null,
    },
  }
}

/** Whether the partner has said exactly this before, under another command id. */
export async function isRepeated(
  db: CommonQueryMethods,
  { commandId, payload, occurredAt }: Word,
  { row, actor }: Given,
): Promise<boolean> {
  if (occurredAt === undefined && payload.eventId === undefined) return false
  const occurredAtMs = occurredAt === undefined ? Date.now() : Date.parse(occurredAt)
  const known = await identify(db, { ...identityOf(payload, actor.id ?? ''), shipmentId: row.id, occurredAtMs })
  return known.isKnown && known.commandId !== commandId
}

function identityOf({ code, eventId = '', place = '' }: Word['payload'], partnerId: string) {
  return { partnerId, eventId, code, place }
}

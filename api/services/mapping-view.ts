import type { CommonQueryMethods } from 'slonik'
import { type DraftRow, findDraft, listMappings, type MappingRow } from '#db/mappings.ts'
import type { ReportRow } from '#db/partner-events.ts'
import { findPartner } from '#db/users.ts'
import { conflictsOf, type MappingVerdict } from '#domain/mapping.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { documentOf, wireOf } from '#domain/schemas/mapping.ts'
import type { DraftView, MappingView, ReportView, VerdictView } from '#domain/views-partners.ts'
import type { Viewer } from './contract.ts'
import { instantOf } from './instants.ts'
import { demand, notFound } from './permission.ts'

/** A partner whose mapping the viewer may read: an admin's any, a partner's own. Others answer like unknown ones. */
export async function demandPartner(db: CommonQueryMethods, partnerId: string, viewer: Viewer) {
  demand(viewer, 'mappings.read')
  const known = idSchema.safeParse(partnerId)
  const isTheirs = viewer.permissions.includes('mappings.write') || viewer.partnerId === known.data
  const partner = known.success && isTheirs ? await findPartner(db, known.data) : null
  if (!partner) throw notFound('partner')
  return partner
}

/** The mapping of a partner with its history and its draft. */
export async function mappingView(
  db: CommonQueryMethods,
  { id: partnerId, name: partnerName }: { id: string; name: string },
): Promise<MappingView> {
  const [versions, draft] = await Promise.all([listMappings(db, partnerId), findDraft(db, partnerId)])
  const newest = versions.at(0)
  return {
    partnerId,
    partnerName,
    version: newest?.version ?? 0,
    effectiveFrom: newest ? instantOf(newest.effectiveFromMs) : null,
    rules: newest?.document.rules ?? [],
    conflicts: newest ? conflictsOf(documentOf(newest.document)) : [],
    versions: versions.map(versionView),
    draft: draft && draftView(draft),
  }
}

function versionView({ version, effectiveFromMs, publishedAtMs, publishedByName, reason, document }: MappingRow) {
  return {
    version,
    effectiveFrom: instantOf(effectiveFromMs),
    publishedAt: instantOf(publishedAtMs),
    publishedByName,
    reason,
    rules: document.rules.length,
  }
}

export function draftView({ document, updatedAtMs, ...draft }: DraftRow): DraftView {
  return { rules: document.rules, ...draft, updatedAt: instantOf(updatedAtMs) }
}

export function verdictView(verdict: MappingVerdict): VerdictView {
  return verdict.kind === 'mapped' ? { kind: 'mapped', effect: wireOf(verdict.effect) } : { kind: verdict.kind }
}

const outcomes: Readonly<Record<string, ReportView['outcome']>> = {
  partner_event_applied: 'applied',
  partner_event_kept: 'kept',
  report_refused: 'refused',
}

/** A report with what came of it. */
export function reportView(row: ReportRow): ReportView {
  const { occurredAtMs, receivedAtMs, saidByName, kept, eventType, why, verdict, againOf: _, ...said } = row
  return {
    ...said,
    occurredAt: instantOf(occurredAtMs),
    receivedAt: instantOf(receivedAtMs),
    verdict: verdictView(verdict),
    saidBy: saidByName,
    outcome: kept === null ? (outcomes[eventType ?? ''] ?? 'waiting') : 'kept',
    why: kept ?? why,
  }
}

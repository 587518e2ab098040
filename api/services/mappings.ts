import type { DatabasePool } from 'slonik'
import { writeAudit } from '#db/audit.ts'
import { dropDraft, findMapping, insertMapping, keepDraft, listMappings, listOverview } from '#db/mappings.ts'
import { listWords } from '#db/partner-words.ts'
import { dayMs } from '#domain/durations.ts'
import { AppError } from '#domain/errors.ts'
import { conflictsOf, isSameEffect, type MappingDocument, type MappingVerdict, mapStatus } from '#domain/mapping.ts'
import { ownVocabulary } from '#domain/own-vocabulary.ts'
import { documentOf, draftInput, mappingInput, tryInput, wordQuery } from '#domain/schemas/mapping.ts'
import type { CommandDeps } from './command-run.ts'
import type { Services, Viewer } from './contract.ts'
import { instantOf } from './instants.ts'
import { applyAgain, previewAgain } from './mapping-apply.ts'
import { demandPartner, draftView, mappingView, verdictView } from './mapping-view.ts'
import { demand } from './permission.ts'

/** How partners' words become ours: admins publish, partners propose, and what was not understood is read again. */
export function createMappingService(deps: CommandDeps): Services['mappings'] {
  const { db } = deps
  return {
    list: async (viewer) => {
      demand(viewer, 'mappings.read')
      const rows = await listOverview(db)
      return viewer.permissions.includes('mappings.write')
        ? rows
        : rows.filter((row) => row.partnerId === viewer.partnerId)
    },
    get: async (partnerId, viewer) => mappingView(db, await demandPartner(db, partnerId, viewer)),
    publish: (partnerId, input, viewer) => publish(db, { partnerId, input }, viewer),
    draft: (partnerId, input, viewer) => draft(db, { partnerId, input }, viewer),
    discard: async (partnerId, viewer) => {
      const partner = await demandPartner(db, partnerId, viewer)
      await dropDraft(db, partner.id)
    },
    words: async (partnerId, query, viewer) => {
      const { id } = await demandPartner(db, partnerId, viewer)
      const { doubted, days } = wordQuery.parse(query)
      const document = await documentInForce(db, id)
      const rows = await listWords(db, { partnerId: id, sinceMs: Date.now() - days * dayMs, isDoubted: doubted })
      return rows.map(({ kind: _, lastSeenMs, ...word }) => ({
        ...word,
        lastSeenAt: instantOf(lastSeenMs),
        verdict: verdictView(mapStatus(document, word)),
      }))
    },
    try: (partnerId, input, viewer) => tryOut(db, { partnerId, input }, viewer),
    previewAgain: async (partnerId, input, viewer) =>
      previewAgain(db, { partner: await writable(db, partnerId, viewer), input }),
    applyAgain: async (partnerId, input, viewer) =>
      applyAgain(deps, { partner: await writable(db, partnerId, viewer), input }, viewer),
  }
}

async function writable(db: DatabasePool, partnerId: string, viewer: Viewer) {
  demand(viewer, 'mappings.write')
  return await demandPartner(db, partnerId, viewer)
}

type Given = { partnerId: string; input: unknown }

/** Always a new version; reports that came before keep the one that read them. */
async function publish(db: DatabasePool, { partnerId, input }: Given, viewer: Viewer) {
  const partner = await writable(db, partnerId, viewer)
  const { rules, reason = '', effectiveFrom, version: seen } = mappingInput.parse(input)
  demandNoConflict(documentOf({ rules }))
  await db.transaction(async (tx) => {
    const [newest] = await listMappings(tx, partner.id)
    if (seen !== undefined && ![newest?.version ?? 0, (newest?.version ?? 0) + 1].includes(seen)) {
      throw new AppError('precondition_failed', `Version ${newest?.version ?? 0} has been published meanwhile.`)
    }
    const effectiveFromMs = effectiveFrom === undefined ? Date.now() : Date.parse(effectiveFrom)
    const publishedBy = { id: viewer.userId, name: viewer.name }
    const made = await insertMapping(tx, {
      partnerId: partner.id,
      document: { rules },
      reason,
      effectiveFromMs,
      publishedBy,
    })
    await dropDraft(tx, partner.id)
    await writeAudit(tx, {
      actorId: viewer.userId,
      actorName: viewer.name,
      action: 'mapping.published',
      subject: { kind: 'partner', id: partner.id },
      before: newest ? { version: newest.version, rules: newest.document.rules.length } : null,
      after: { version: made.version, rules: rules.length, reason, effectiveFrom: instantOf(effectiveFromMs) },
    })
  })
  return await mappingView(db, partner)
}

function demandNoConflict(document: MappingDocument): void {
  const conflicts = conflictsOf(document)
  const [first] = conflicts
  if (!first) return
  const errors = conflicts.slice(0, 50).map(({ first: a, second: b }) => ({
    pointer: `/rules/${b}`,
    code: 'conflict',
    message: `has the conditions of rule ${a + 1} and another effect`,
  }))
  throw new AppError('invalid_input', `Rule ${first.second + 1} contradicts rule ${first.first + 1}.`, { errors })
}

async function draft(db: DatabasePool, { partnerId, input }: Given, viewer: Viewer) {
  const partner = await demandPartner(db, partnerId, viewer)
  const { rules, revision, isSent } = draftInput.parse(input)
  const basedOn = (await listMappings(db, partner.id)).at(0)?.version ?? null
  const given = { partnerId: partner.id, document: { rules }, basedOn, revision, isSent, updatedByName: viewer.name }
  const kept = await keepDraft(db, given)
  if (!kept) throw new AppError('precondition_failed', 'Somebody else has changed this draft meanwhile: read it again.')
  return draftView(kept)
}

async function documentInForce(db: DatabasePool, partnerId: string): Promise<MappingDocument> {
  const mapping = await findMapping(db, partnerId)
  return mapping ? documentOf(mapping.document) : ownVocabulary
}

const daysTried = 90

/** Words of the last months, or those that are named, before and after. */
async function tryOut(db: DatabasePool, { partnerId, input }: Given, viewer: Viewer) {
  const { id } = await demandPartner(db, partnerId, viewer)
  const { document: wire, words: named } = tryInput.parse(input)
  const before = await documentInForce(db, id)
  const after = wire ? documentOf(wire) : before
  const past =
    named ?? (await listWords(db, { partnerId: id, sinceMs: Date.now() - daysTried * dayMs, isDoubted: false }))
  const words = past.map((word) => {
    const said = { code: word.code, text: word.text ?? '', reason: word.reason ?? '' }
    const [was, is] = [mapStatus(before, said), mapStatus(after, said)]
    const count = 'count' in word ? word.count : 0
    return { ...said, count, before: verdictView(was), after: verdictView(is), isChanged: !isSameVerdict(was, is) }
  })
  return { conflicts: conflictsOf(after), words }
}

function isSameVerdict(a: MappingVerdict, b: MappingVerdict): boolean {
  if (a.kind !== 'mapped' || b.kind !== 'mapped') return a.kind === b.kind
  return isSameEffect(a.effect, b.effect)
}

import type { CommonQueryMethods } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { writeAudit } from '#db/audit.ts'
import { findJob, insertRowJob } from '#db/jobs.ts'
import { findMapping } from '#db/mappings.ts'
import { keepReport, type PartnerReport } from '#db/partner-events.ts'
import { type DoubtRow, listDoubts } from '#db/partner-words.ts'
import { AppError } from '#domain/errors.ts'
import { type MappingVerdict, mapStatus } from '#domain/mapping.ts'
import type { Command } from '#domain/payloads.ts'
import { applyInput, documentOf } from '#domain/schemas/mapping.ts'
import type { ApplyPreview } from '#domain/views-partners.ts'
import type { CommandDeps } from './command-run.ts'
import type { Viewer } from './contract.ts'
import { jobView } from './job-view.ts'
import { verdictView } from './mapping-view.ts'
import { notFound } from './permission.ts'

/** What one job may read again; the rest waits for the next one. */
const mostAtOnce = 10_000

type Partner = { id: string; name: string }
type Given = { partner: Partner; input: unknown }
type Read = DoubtRow & { verdict: MappingVerdict }

/** What reading again under the version in force would do, by word. */
export async function previewAgain(db: CommonQueryMethods, { partner, input }: Given): Promise<ApplyPreview> {
  const { reads } = await readAgain(db, { partner, input })
  const words = new Map<string, ApplyPreview['words'][number]>()
  for (const { code, text, reason, verdict } of reads) {
    const key = JSON.stringify([code, text, reason])
    const count = (words.get(key)?.count ?? 0) + 1
    words.set(key, { code, text, reason, count, verdict: verdictView(verdict) })
  }
  return { total: reads.length, words: [...words.values()].sort((a, b) => b.count - a.count) }
}

/** Reads again what was not understood, as a durable job; the same version twice changes nothing. */
export async function applyAgain(deps: CommandDeps, { partner, input }: Given, viewer: Viewer) {
  const { db, sender } = deps
  await sender.demand()
  const { version, reads } = await readAgain(db, { partner, input })
  if (reads.length === 0) throw new AppError('not_now', 'This version understands nothing of what is waiting.')
  const id = uuidv7()
  const nowMs = Date.now()
  await db.transaction(async (tx) => {
    for (const read of reads) await keepReport(tx, reportOf(read, { partner, version, viewer }))
    const items = reads.map((read) => ({
      shipmentId: read.shipmentId,
      commandId: read.againId,
      command: commandOf(read, { version, viewer, nowMs }),
      state: 'waiting' as const,
      code: null,
      message: null,
    }))
    const title = `Version ${version} of the mapping of ${partner.name}, for earlier reports`
    await insertRowJob(tx, { id, kind: 'mapping', title, input: { template: null }, createdBy: viewer.userId }, items)
    await writeAudit(tx, {
      actorId: viewer.userId,
      actorName: viewer.name,
      action: 'mapping.applied_again',
      subject: { kind: 'partner', id: partner.id },
      before: null,
      after: { version, reports: reads.length },
    })
  })
  await sender.startJob(id)
  const job = await findJob(db, id)
  if (!job) throw notFound('job')
  return jobView(job)
}

/** Only what is understood now: the rest goes on waiting. */
async function readAgain(db: CommonQueryMethods, { partner, input }: Given) {
  const { version, codes } = applyInput.parse(input)
  const mapping = await findMapping(db, partner.id)
  if (!mapping || mapping.version !== version) {
    throw new AppError('not_now', `The version in force is ${mapping?.version ?? 0}: only that one reads again.`)
  }
  const document = documentOf(mapping.document)
  const doubts = await listDoubts(db, { partnerId: partner.id, version, limit: mostAtOnce })
  const reads: Read[] = doubts
    .filter(({ code }) => codes?.includes(code) ?? true)
    .map((doubt) => ({ ...doubt, verdict: mapStatus(document, doubt) }))
    .filter(({ verdict }) => verdict.kind === 'mapped')
  return { version, reads }
}

function reportOf(
  read: Read,
  { partner, version, viewer }: { partner: Partner; version: number; viewer: Viewer },
): PartnerReport {
  const { commandId: againOf, againId: commandId, ...said } = read
  return {
    ...said,
    commandId,
    againOf,
    partnerId: partner.id,
    source: 'back_apply',
    mappingVersion: version,
    saidBy: { id: viewer.userId, name: viewer.name },
  }
}

function commandOf(
  { againId, occurredAtMs, hasEvidence, verdict }: Read,
  { version, viewer, nowMs }: { version: number; viewer: Viewer; nowMs: number },
): Command {
  return {
    commandId: againId,
    actor: { kind: 'A', id: viewer.userId },
    source: 'web',
    occurredAtMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    type: 'apply_mapping',
    payload: { verdict, hasEvidence, noteId: null, mappingVersion: version },
  }
}

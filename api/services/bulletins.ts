import { uuidv7 } from 'uuidv7'
import { writeAudit } from '#db/audit.ts'
import { type BulletinRow, findBulletin, idsInZone, insertBulletin, listBulletins } from '#db/bulletins.ts'
import { insertRowJob, rowsFor } from '#db/jobs.ts'
import { findZone } from '#db/zones.ts'
import { dayMs } from '#domain/durations.ts'
import { AppError } from '#domain/errors.ts'
import { longestHoldDays } from '#domain/holds.ts'
import type { CommandTemplate } from '#domain/jobs.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { bulletinInput } from '#domain/schemas/operations.ts'
import type { BulletinView } from '#domain/views-operations.ts'
import { wrongField } from './command-facts.ts'
import type { CommandDeps } from './command-run.ts'
import type { Services, Viewer } from './contract.ts'
import { instantOf } from './instants.ts'
import { demand, notFound } from './permission.ts'

/** Zone bulletins: one command stops the clocks of all parcels of a zone, and their end starts them again. */
export function createBulletinService(deps: CommandDeps): Services['bulletins'] {
  const { db, sender } = deps
  return {
    list: async (viewer) => {
      demand(viewer, 'exceptions.read')
      return (await listBulletins(db)).map(viewOf)
    },

    reach: async (zone, viewer) => {
      demand(viewer, 'exceptions.read')
      return (await idsInZone(db, zone)).length
    },

    publish: async (unchecked, viewer) => {
      const supervisor = demandSupervisor(viewer)
      const { zoneId, kind, until, text } = bulletinInput.parse(unchecked)
      const untilMs = checkedUntil(until)
      const zone = await findZone(db, zoneId)
      if (!zone) throw wrongField('/zoneId', 'There is no such zone.', 'unknown')
      await sender.demand()
      const id = uuidv7()
      const jobId = uuidv7()
      const ids = await idsInZone(db, zoneId)
      const template = publishing({ id, kind, untilMs, zone: zoneId }, supervisor)
      await db.transaction(async (tx) => {
        const title = `Bulletin for ${zone.name}: ${kind}`
        const job = { id: jobId, kind: 'bulletin' as const, title, input: { template }, createdBy: supervisor }
        await insertRowJob(tx, job, rowsFor(ids, uuidv7))
        await insertBulletin(tx, {
          id,
          jobId,
          zone: zoneId,
          kind,
          text,
          untilMs,
          publishedBy: viewer.name,
          publishedById: supervisor,
        })
        await writeAudit(tx, {
          actorId: viewer.userId,
          actorName: viewer.name,
          action: 'bulletin.published',
          subject: { kind: 'bulletin', id },
          before: null,
          after: { zone: zoneId, kind, untilMs, shipments: ids.length },
        })
      })
      await sender.startBulletin({ id, jobId, untilMs })
      return viewOf(await demandBulletin(deps, id))
    },

    end: async (id, viewer) => {
      demandSupervisor(viewer)
      const bulletin = await demandBulletin(deps, id)
      if (bulletin.endedAtMs !== null) throw new AppError('not_now', 'The bulletin is over already.')
      await sender.demand()
      await sender.endBulletin(bulletin)
      return viewOf(bulletin)
    },
  }
}

/** Whoever publishes does so as a supervisor, by name. */
function demandSupervisor(viewer: Viewer): string {
  demand(viewer, 'bulletins.write')
  if (viewer.userId === null) throw new AppError('forbidden', 'Bulletins are published by people.')
  return viewer.userId
}

function checkedUntil(until: string): number {
  const untilMs = Date.parse(until)
  const nowMs = Date.now()
  if (untilMs > nowMs && untilMs <= nowMs + longestHoldDays * dayMs) return untilMs
  throw wrongField('/until', `A bulletin ends in the future, at most ${longestHoldDays} days ahead.`)
}

async function demandBulletin({ db }: CommandDeps, id: string): Promise<BulletinRow> {
  const known = idSchema.safeParse(id)
  const bulletin = known.success ? await findBulletin(db, known.data) : null
  if (!bulletin) throw notFound('bulletin')
  return bulletin
}

type Publishing = { id: string; kind: BulletinRow['kind']; untilMs: number; zone: string }

function publishing({ id, kind, untilMs, zone }: Publishing, actorId: string): CommandTemplate {
  const nowMs = Date.now()
  const envelope = { source: 'web', occurredAtMs: nowMs, receivedAtMs: nowMs, expectedSeq: null } as const
  const payload = { bulletinId: id, kind, untilMs, zone }
  return { ...envelope, actor: { kind: 'V', id: actorId }, type: 'publish_bulletin', payload }
}

function viewOf(row: BulletinRow): BulletinView {
  return {
    id: row.id,
    zone: row.zone,
    zoneName: row.zoneName,
    kind: row.kind,
    text: row.text,
    from: instantOf(row.fromMs),
    until: instantOf(row.untilMs),
    endedAt: row.endedAtMs === null ? null : instantOf(row.endedAtMs),
    publishedBy: row.publishedBy,
    shipments: row.shipments,
    jobId: row.jobId,
  }
}

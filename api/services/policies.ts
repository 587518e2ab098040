import { uuidv7 } from 'uuidv7'
import { writeAudit } from '#db/audit.ts'
import { findJob, insertRowJob, rowsFor } from '#db/jobs.ts'
import { findLevel, idsUnderLevel } from '#db/service-levels.ts'
import { AppError } from '#domain/errors.ts'
import type { CommandTemplate } from '#domain/jobs.ts'
import { code as codeSchema } from '#domain/schemas/settings.ts'
import type { CommandDeps } from './command-run.ts'
import type { Services } from './contract.ts'
import { jobView } from './job-view.ts'
import { demand, notFound } from './permission.ts'
import { policyFor } from './policy-hours.ts'
import { startWhatIf } from './what-if.ts'

/** What an admin can do with a policy beside publishing it. */
export function createPolicyService(deps: CommandDeps): Services['policies'] {
  const { db, sender } = deps
  return {
    whatIf: (input, viewer) => startWhatIf(deps, input, viewer),

    /** Running shipments keep what they were promised until somebody chooses otherwise: here. */
    reapply: async (code, viewer) => {
      demand(viewer, 'service_levels.write')
      const level = codeSchema.safeParse(code).success ? await findLevel(db, code) : null
      if (!level) throw notFound('service level')
      await sender.demand()
      const nowMs = Date.now()
      const policy = await policyFor(db, level, nowMs)
      const ids = await idsUnderLevel(db, level)
      if (ids.length === 0) throw new AppError('not_now', 'No open shipment runs under an older version of this level.')
      const envelope = { source: 'web', occurredAtMs: nowMs, receivedAtMs: nowMs, expectedSeq: null } as const
      const actor = { kind: 'A', id: viewer.userId } as const
      const template: CommandTemplate = { ...envelope, actor, type: 'apply_policy', payload: { policy } }
      const id = uuidv7()
      const title = `Version ${level.version} of ${level.document.name} for running shipments`
      await db.transaction(async (tx) => {
        const job = { id, kind: 'policy' as const, title, input: { template }, createdBy: viewer.userId }
        await insertRowJob(tx, job, rowsFor(ids, uuidv7))
        await writeAudit(tx, {
          actorId: viewer.userId,
          actorName: viewer.name,
          action: 'policy.reapplied',
          subject: { kind: 'service_level', id: code },
          before: null,
          after: { version: level.version, shipments: ids.length },
        })
      })
      await sender.startJob(id)
      const job = await findJob(db, id)
      if (!job) throw notFound('job')
      return jobView(job)
    },
  }
}

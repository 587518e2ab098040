import { uuidv7 } from 'uuidv7'
import { endJob, findJob, insertRowJob, type JobRow, listJobs, listResults } from '#db/jobs.ts'
import { AppError } from '#domain/errors.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { bulkInput, jobQuery } from '#domain/schemas/operations.ts'
import { prepareItems } from './bulk-items.ts'
import type { CommandDeps } from './command-run.ts'
import type { Services, Viewer } from './contract.ts'
import { jobView } from './job-view.ts'
import { demand, notFound } from './permission.ts'

/** Long work that goes on whatever process dies, with an answer for each row. */
export function createJobService(deps: CommandDeps): Services['jobs'] {
  const { db, sender } = deps
  return {
    bulk: async (unchecked, viewer) => {
      demand(viewer, 'shipments.command')
      if (viewer.userId === null) throw new AppError('forbidden', 'Sign in to send many commands at once.')
      const { title, items } = bulkInput.parse(unchecked)
      await sender.demand()
      const prepared = await prepareItems(deps, items, viewer)
      const id = uuidv7()
      const job = { id, kind: 'bulk' as const, title: title ?? titleOf(items), input: { template: null } }
      await db.transaction((tx) => insertRowJob(tx, { ...job, createdBy: viewer.userId }, prepared))
      await sender.startJob(id)
      return jobView(await demandJob(deps, id, viewer))
    },

    get: async (id, query, viewer) => {
      const { after, limit } = jobQuery.parse(query)
      const row = await demandJob(deps, id, viewer)
      const results = limit === 0 ? [] : await listResults(db, { jobId: row.id, afterIndex: after, limit })
      return jobView(row, results)
    },

    list: async (viewer) =>
      viewer.userId === null ? [] : (await listJobs(db, viewer.userId)).map((row) => jobView(row)),

    cancel: async (id, viewer) => {
      const row = await demandJob(deps, id, viewer)
      if (!(await endJob(db, { id: row.id, state: 'cancelled' })))
        throw new AppError('not_now', 'It has ended already.')
      return jobView(await demandJob(deps, id, viewer))
    },
  }
}

/** A job that is the viewer's own; admins see all. */
async function demandJob({ db }: Pick<CommandDeps, 'db'>, id: string, viewer: Viewer): Promise<JobRow> {
  const known = idSchema.safeParse(id)
  const row = known.success ? await findJob(db, known.data) : null
  const isHis = row !== null && (row.createdBy === viewer.userId || viewer.roles.includes('admin'))
  if (!row || !isHis || viewer.userId === null) throw notFound('job')
  return row
}

function titleOf(items: readonly { type: string }[]): string {
  const types = [...new Set(items.map(({ type }) => type.replaceAll('_', ' ')))]
  return `${types.slice(0, 3).join(', ')}: ${items.length} rows`
}

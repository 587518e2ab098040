import type { CommonQueryMethods } from 'slonik'
import { uuidv7 } from 'uuidv7'
import {
  dropReportView,
  keepReportView,
  listReportViews,
  mostReportViews,
  type ReportViewRow,
} from '#db/report-views.ts'
import { AppError } from '#domain/errors.ts'
import { mayRead } from '#domain/reports.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import { reportViewInput } from '#domain/schemas/reports.ts'
import type { SavedReportView } from '#domain/views-reports.ts'
import type { Services, Viewer } from './contract.ts'
import { demand, forbidden, notFound } from './permission.ts'
import { demandReport } from './report-reading.ts'
import { withoutNothing } from './without-nothing.ts'

/** Questions to the reports that somebody keeps under a name. */
export function createReportViewService(db: CommonQueryMethods): Services['reportViews'] {
  return {
    list: async (viewer) => {
      const rows = await listReportViews(db, keeperOf(viewer))
      // A right may have gone since.
      return rows.filter(({ report }) => mayRead(viewer, report)).map(viewOf)
    },
    keep: async (input, viewer) => {
      const userId = keeperOf(viewer)
      const { report, name, query } = reportViewInput.parse(input)
      demandReport(report, viewer)
      const kept = await keepReportView(db, { id: uuidv7(), userId, report, name, query: withoutNothing(query) })
      if (!kept) throw new AppError('not_now', `You keep ${mostReportViews} views already: delete one first.`)
      return viewOf(kept)
    },
    drop: async (id, viewer) => {
      const userId = keeperOf(viewer)
      const known = idSchema.safeParse(id)
      if (!known.success || !(await dropReportView(db, { id: known.data, userId }))) throw notFound('view')
    },
  }
}

function keeperOf(viewer: Viewer): string {
  demand(viewer, 'reports.read', 'reports.read_own')
  if (viewer.userId === null) throw forbidden()
  return viewer.userId
}

function viewOf({ id, report, name, query }: ReportViewRow): SavedReportView {
  return { id, report, name, query: withoutNothing(query) }
}

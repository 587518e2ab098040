import type { CommonQueryMethods } from 'slonik'
import { findReportStand, listReportOptions } from '#db/report-figures.ts'
import { listReportParcels } from '#db/report-parcels.ts'
import { readReport } from '#db/report-read.ts'
import { AppError } from '#domain/errors.ts'
import type { Grouping } from '#domain/report-figures.ts'
import { addDays, daysIn, mostDays, type Period } from '#domain/report-periods.ts'
import { mayRead, type ReportCode, reportCodes, reportRow } from '#domain/reports.ts'
import { type ReportParcelsQuery, type ReportQuery, reportParcelsQuery, reportQuery } from '#domain/schemas/reports.ts'
import type { ReportFilter, ReportSummary } from '#domain/views-reports.ts'
import { wrongField } from './command-facts.ts'
import type { Services, Viewer } from './contract.ts'
import { idCursor, pageOf, readCursor } from './cursor.ts'
import { demand, forbidden, notFound } from './permission.ts'

type Reading = Pick<Services['reports'], 'gallery' | 'read' | 'parcels' | 'options'>

/** What somebody sees who gives no period. */
const usualDays = 30

/** Figures for whoever has a stake in them: staff by their rights, partners for their own parcels alone. */
export function createReportReading(db: CommonQueryMethods): Reading {
  return {
    gallery: async (viewer) => {
      demand(viewer, 'reports.read', 'reports.read_own')
      return reportCodes.filter((code) => mayRead(viewer, code)).map((code) => summaryOf(code, viewer))
    },
    read: async (code, unchecked, viewer) => {
      const known = demandReport(code, viewer)
      const query = reportQuery.parse(unchecked)
      const groupBy = groupingOf(known, query.groupBy, viewer)
      const [filter, period] = [filterOf(query, viewer), await periodOf(db, query)]
      const view = await readReport(db, {
        code: known,
        groupBy,
        period,
        filter,
        isCompared: query.compare !== undefined,
      })
      return { ...view, groupings: groupingsFor(known, viewer) }
    },
    parcels: async (code, unchecked, viewer) => {
      const known = demandReport(code, viewer)
      const query = reportParcelsQuery.parse(unchecked)
      const { source, figures } = reportRow(known)
      const figure = figures.find((one) => one.code === query.figure) ?? null
      if (query.figure !== undefined && !figure)
        throw wrongField('/figure', 'This report has no such figure.', 'unknown')
      const by = groupingOf(known, query.groupBy, viewer)
      const rows = await listReportParcels(db, {
        source,
        period: await periodOf(db, query),
        filter: filterOf(query, viewer),
        group: query.key === undefined ? null : { by, key: query.key === '' ? null : query.key },
        figure,
        afterId: readCursor(query.cursor, idCursor)?.[0] ?? null,
        limit: query.limit + 1,
      })
      // Partners know their parcels; who of ours carries them is not theirs to know.
      const item = (row: (typeof rows)[number]) => (isStaff(viewer) ? row : { ...row, courierName: null })
      return pageOf(rows, query.limit, { item, place: ({ shipmentId }) => [shipmentId] })
    },
    options: async (viewer) => {
      demand(viewer, 'reports.read', 'reports.read_own')
      const options = await listReportOptions(db)
      return isStaff(viewer) ? options : { ...options, partners: [], couriers: [] }
    },
  }
}

/** A report that the viewer may read; of money only whoever may read money. */
export function demandReport(code: string, viewer: Viewer): ReportCode {
  demand(viewer, 'reports.read', 'reports.read_own')
  const known = reportCodes.find((one) => one === code)
  if (!known) throw notFound('report')
  if (!mayRead(viewer, known)) throw forbidden()
  return known
}

function isStaff({ permissions }: Viewer): boolean {
  return permissions.includes('reports.read')
}

function summaryOf(code: ReportCode, viewer: Viewer): ReportSummary {
  const { title, words, for: stakeholders } = reportRow(code)
  return { code, title, words, for: stakeholders, groupings: groupingsFor(code, viewer) }
}

const ofStaff: readonly Grouping[] = ['partner', 'courier']

function groupingsFor(code: ReportCode, viewer: Viewer): Grouping[] {
  return reportRow(code).groupings.filter((grouping) => isStaff(viewer) || !ofStaff.includes(grouping))
}

/** The grouping that was asked for; without one a month goes by days, and what is outdated now by statuses. */
function groupingOf(code: ReportCode, asked: Grouping | undefined, viewer: Viewer): Grouping {
  const groupings = groupingsFor(code, viewer)
  const grouping = asked ?? groupings[0]
  if (grouping && groupings.includes(grouping)) return grouping
  throw wrongField('/groupBy', `This report can be grouped by: ${groupings.join(', ')}.`)
}

function filterOf(query: ReportQuery | ReportParcelsQuery, viewer: Viewer): ReportFilter {
  const { partnerId, courierId, zone, level } = query
  const filter = {
    partnerId: partnerId ?? null,
    courierId: courierId ?? null,
    zone: zone ?? null,
    level: level ?? null,
  }
  if (isStaff(viewer)) return filter
  if (viewer.partnerId === null) throw forbidden()
  if (courierId !== undefined) throw wrongField('/courierId', 'Parcels are not told apart by courier here.')
  // Whatever was asked for: another partner's parcels are nobody's here.
  return { ...filter, partnerId: viewer.partnerId }
}

type Bounds = Pick<ReportQuery, 'from' | 'to'>

/** The days that are meant; one that is missing follows from the other. */
async function periodOf(db: CommonQueryMethods, { from, to }: Bounds): Promise<Period> {
  if (from !== undefined && to !== undefined) return { from, to }
  const { today } = await findReportStand(db)
  const end = to ?? today
  const period = { from: from ?? addDays(end, 1 - usualDays), to: end }
  if (daysIn(period) >= 1 && daysIn(period) <= mostDays) return period
  throw new AppError('invalid_input', 'The period is not valid.', {
    errors: [{ pointer: '/from', code: 'rule', message: `must lie at most ${mostDays} days before \`to\`` }],
  })
}

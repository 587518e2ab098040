import type { Services } from '#api/services/contract.ts'
import { AppError } from '#domain/errors.ts'
import type { Figure, Grouping } from '#domain/report-figures.ts'
import { periodBefore, stepsOf } from '#domain/report-periods.ts'
import { mayRead, type ReportCode, reportCodes, reportRow } from '#domain/reports.ts'
import type { ReportLine, ReportScheduleView, ReportValues, ReportView } from '#domain/views-reports.ts'
import { inMinutes } from './clock.ts'
import type { World } from './services.ts'

const period = { from: '2026-11-01', to: '2026-11-28' }
const names = [
  'Nordkurier Logistik und Zustelldienste Schleswig-Holstein GmbH & Co. KG',
  'Elbe Express',
  'Our own fleet',
]

function figureOf({ unit }: Figure, n: number, place: number): number | null {
  if (n % 11 === 10) return unit === 'count' ? 0 : null
  const wave = Math.abs(Math.sin(n / 3 + place))
  const sizes = { count: 180, percent: 0.96, seconds: 40_000, decimal: 1.4, money: 61_240 }
  const value = sizes[unit] * (0.6 + 0.4 * wave)
  return unit === 'percent' ? value : Math.round(value)
}

function valuesOf(code: ReportCode, n: number, isEmpty: boolean): ReportValues {
  return Object.fromEntries(
    reportRow(code).figures.map((figure, place) => [
      figure.code,
      isEmpty ? (figure.per ? null : 0) : figureOf(figure, n, place),
    ]),
  )
}

type Asked = { groupBy?: Grouping; compare?: string; zone?: string; from?: string }

function viewOf(world: World, code: ReportCode, { groupBy, compare, zone }: Asked): ReportView {
  const report = reportRow(code)
  const by = groupBy ?? report.groupings[0] ?? 'day'
  const isOfMoney = report.needs === 'money.read'
  const compared = compare ? periodBefore(period) : null
  const line = (key: string | null, label: string, n: number): ReportLine => ({
    key,
    label,
    currency: isOfMoney ? 'EUR' : null,
    values: valuesOf(code, n, world.isEmpty),
    previous: compared && valuesOf(code, n + 5, world.isEmpty),
  })
  const keys = by === 'day' ? stepsOf('day', period) : names
  return {
    code,
    title: report.title,
    words: report.words,
    period,
    compared,
    zone: 'Europe/Berlin',
    asOf: inMinutes(0),
    groupBy: by,
    groupings: report.groupings,
    filter: { partnerId: null, courierId: null, zone: zone ?? null, level: null },
    figures: report.figures,
    rows: keys.map((key, n) => line(by === 'day' ? key : `key-${n}`, key, n)),
    totals: [line(null, 'All', 3)],
  }
}

function codeOf(code: string): ReportCode {
  const known = reportCodes.find((one) => one === code)
  if (!known) throw new AppError('not_found', 'There is no such report.')
  return known
}

/** Figures that look like figures. */
export function fakeReports(world: World): Omit<Services['reports'], 'stale'> {
  return {
    gallery: async (viewer) => {
      if (world.isDown) throw new AppError('unavailable', 'The database does not answer.')
      const partnerId = viewer.roles.includes('partner') ? 'p1' : null
      return reportCodes
        .filter((code) => mayRead({ ...viewer, partnerId }, code))
        .map((code) => {
          const { title, words, for: stakeholders, groupings } = reportRow(code)
          return { code, title, words, for: stakeholders, groupings }
        })
    },
    read: async (code, query) => {
      const asked = query as Asked
      if (asked.from === 'never')
        throw new AppError('invalid_input', 'Check what you entered.', {
          errors: [{ pointer: '/from', code: 'rule', message: 'must be a date such as 2026-05-01' }],
        })
      return viewOf(world, codeOf(code), asked)
    },
    parcels: async () => ({
      items: world.isEmpty
        ? []
        : [true, false, null].map((isOnTime, n) => ({
            shipmentId: `01900000-0000-7000-8000-00000000000${n + 1}`,
            trackingNumber: `WB7Q4K2M0${n + 1}`,
            status: 'in_transit',
            day: '2026-11-03',
            level: 'next_day',
            zone: 'berlin',
            partnerName: n === 0 ? (names[0] ?? null) : null,
            courierName: n === 0 ? null : 'Jonas Petersen',
            isOnTime,
            tries: n,
            exceptions: n,
          })),
      nextCursor: world.isEmpty ? null : 'next',
    }),
    options: async () => ({
      partners: [{ value: 'p1', label: names[0] ?? '' }],
      couriers: [{ value: 'c1', label: 'Jonas Petersen' }],
      zones: [{ value: 'berlin', label: 'Berlin' }],
      levels: [{ value: 'next_day', label: 'Next day' }],
    }),
  }
}

export function fakeReportViews(world: World): Services['reportViews'] {
  return {
    list: async () =>
      world.isEmpty ? [] : [{ id: 'v1', report: 'on-time', name: 'Berlin, by week', query: { groupBy: 'week' } }],
    keep: async (input) => {
      world.sent.push(input)
      return { id: 'v1', report: 'on-time', name: 'Berlin', query: {} }
    },
    drop: async (id) => {
      world.sent.push({ dropped: id })
    },
  }
}

function schedule(): ReportScheduleView {
  return {
    id: 's1',
    report: 'on-time',
    query: {},
    format: 'pdf',
    rhythm: 'weekly',
    weekday: 1,
    at: '07:00',
    zone: 'Europe/Berlin',
    recipients: [{ id: 'u1', name: 'Ines Okafor' }],
    isActive: true,
    nextAt: inMinutes(3_000),
    createdBy: 'Agnes Lindqvist',
    isMine: true,
    runs: [
      { dueAt: inMinutes(-7_000), state: 'failed', sent: 0, failure: 'The mail server could not take the message.' },
      { dueAt: inMinutes(-17_000), state: 'sent', sent: 1, failure: null },
    ],
  }
}

export function fakeReportSchedules(world: World): Services['reportSchedules'] {
  return {
    list: async () => (world.isEmpty ? [] : [schedule()]),
    readers: async () => [
      { id: 'u1', name: 'Ines Okafor' },
      { id: 'u2', name: 'Agnes Lindqvist' },
    ],
    create: async (input) => {
      world.sent.push(input)
      if (world.answer instanceof AppError) throw world.answer
      return schedule()
    },
    change: async (id, input) => {
      world.sent.push({ id, input })
      return schedule()
    },
    drop: async (id) => {
      world.sent.push({ dropped: id })
    },
  }
}

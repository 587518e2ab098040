import type { Permission } from './actors.ts'
import { dwellStatuses } from './report-facts.ts'
import type { Figure, Grouping, Report } from './report-figures.ts'
import { statusNames } from './words.ts'

const always: readonly Grouping[] = ['day', 'week', 'month', 'partner', 'courier', 'zone', 'level']

function count(code: string, name: string, definition: string): Figure {
  return { code, name, unit: 'count', definition, sum: [code], per: null }
}

type Ratio = Omit<Figure, 'per'> & { per: readonly string[] }

function ratio(figure: Ratio): Figure {
  return figure
}

function money(code: string, name: string, definition: string): Figure {
  return { code, name, unit: 'money', definition, sum: [`${code}_minor`], per: null }
}

const shipments = count('shipments', 'Parcels booked', 'Shipments that were booked in the period.')

const onTime: Report = {
  title: 'On time',
  words: 'How many parcels came when they were promised.',
  for: ['operations', 'partners', 'management'],
  source: 'shipments',
  needs: null,
  isForPartners: true,
  groupings: always,
  figures: [
    shipments,
    ratio({
      code: 'on_time_share',
      name: 'On time',
      unit: 'percent',
      definition:
        'Share of judged parcels whose first attempt, or arrival at a pickup point, came within the first promise. Only stopped clocks and re-promises that were not our fault move that promise.',
      sum: ['on_time'],
      per: ['judged'],
    }),
    count('judged', 'Judged', 'Parcels with a first attempt, and those whose promise ran out before one.'),
    count('on_time', 'In time', 'Judged parcels that were in time.'),
    ratio({
      code: 'first_visit',
      name: 'Mean time to first attempt',
      unit: 'seconds',
      definition: 'Mean time from the booking to the first attempt or the arrival at a pickup point.',
      sum: ['first_visit_s'],
      per: ['visited'],
    }),
  ],
}

const attempts: Report = {
  title: 'Delivery attempts',
  words: 'How often the first try succeeds, and how many tries a delivery takes.',
  for: ['operations', 'partners', 'care'],
  source: 'shipments',
  needs: null,
  isForPartners: true,
  groupings: always,
  figures: [
    ratio({
      code: 'first_try_share',
      name: 'First-attempt success',
      unit: 'percent',
      definition:
        'Share of parcels that were handed over at the first try, of all that were tried. A try that was corrected away never was.',
      sum: ['first_try_delivered'],
      per: ['first_tries'],
    }),
    count('first_tries', 'Parcels tried', 'Parcels with at least one try to deliver.'),
    count('first_try_delivered', 'Delivered at once', 'Parcels that were handed over at their first try.'),
    count('tries', 'Tries', 'All tries to deliver, good or not.'),
    ratio({
      code: 'tries_each',
      name: 'Tries a parcel',
      unit: 'decimal',
      definition: 'Tries divided by the parcels that were tried.',
      sum: ['tries'],
      per: ['first_tries'],
    }),
  ],
}

const dwell: Report = {
  title: 'Dwell by status',
  words: 'Where parcels wait: the mean time in each status.',
  for: ['operations'],
  source: 'shipments',
  needs: null,
  isForPartners: false,
  groupings: always,
  figures: dwellStatuses.map((status) =>
    ratio({
      code: `dwell_${status}`,
      name: statusNames[status],
      unit: 'seconds',
      definition: `Mean time in “${statusNames[status]}” of the parcels that have left it; several stays of one parcel add up. A mean, not a median.`,
      sum: [`dwell_${status}_s`],
      per: [`dwell_${status}_n`],
    }),
  ),
}

const outcomes: Report = {
  title: 'Outcomes',
  words: 'How the journeys of the parcels ended.',
  for: ['management', 'partners', 'care'],
  source: 'shipments',
  needs: null,
  isForPartners: true,
  groupings: always,
  figures: [
    shipments,
    count('delivered', 'Delivered', 'Parcels whose outcome is “delivered”.'),
    count('returned', 'Returned', 'Parcels that went back to their sender.'),
    count('lost', 'Lost or disposed of', 'Parcels that were declared lost, or disposed of.'),
    count('cancelled', 'Cancelled or expired', 'Bookings that were cancelled, or that lapsed.'),
    ratio({
      code: 'delivered_share',
      name: 'Delivered, of all that ended',
      unit: 'percent',
      definition: 'Delivered parcels divided by those that were delivered, returned, lost or disposed of.',
      sum: ['delivered'],
      per: ['delivered', 'returned', 'lost'],
    }),
    ratio({
      code: 'troubled_share',
      name: 'With an exception',
      unit: 'percent',
      definition: 'Share of parcels with at least one exception that was more than noise.',
      sum: ['troubled'],
      per: ['shipments'],
    }),
  ],
}

const ofExceptions: readonly Grouping[] = [...always, 'type', 'step']
const raised = count('raised', 'Raised', 'Exceptions that were raised in the period, noise left out.')

const exceptions: Report = {
  title: 'Exceptions',
  words: 'What goes wrong, how often, and with whom.',
  for: ['operations', 'partners', 'care', 'management'],
  source: 'exceptions',
  needs: null,
  isForPartners: true,
  groupings: ofExceptions,
  figures: [
    raised,
    count('unresolved', 'Still open', 'Of these, the ones that nobody and nothing has resolved yet.'),
    count('resolved', 'Resolved', 'Of these, the ones that were resolved by a person, or cleared by themselves.'),
    count('escalated', 'Escalated', 'Of these, the ones that have climbed above level 1.'),
    ratio({
      code: 'escalated_share',
      name: 'Escalated share',
      unit: 'percent',
      definition: 'Escalated exceptions divided by all that were raised.',
      sum: ['escalated'],
      per: ['raised'],
    }),
  ],
}

const resolution: Report = {
  title: 'Time to resolve',
  words: 'How long exceptions stay open.',
  for: ['care', 'operations', 'management'],
  source: 'exceptions',
  needs: null,
  isForPartners: false,
  groupings: ofExceptions,
  figures: [
    raised,
    count('resolved', 'Resolved', 'Of these, the ones that were resolved.'),
    ratio({
      code: 'resolve_time',
      name: 'Mean time to resolve',
      unit: 'seconds',
      definition: 'Mean time from raising to resolving, nights and holidays included. A mean, not a median.',
      sum: ['resolve_s'],
      per: ['resolved'],
    }),
    ratio({
      code: 'in_sla_share',
      name: 'Within the SLA',
      unit: 'percent',
      definition: 'Share of resolved exceptions that were resolved before their SLA ran out.',
      sum: ['in_sla'],
      per: ['resolved'],
    }),
  ],
}

const costParts = ['refunds_minor', 'credits_minor', 'claims_minor', 'redelivery_minor'] as const

const cost: Report = {
  title: 'Cost of exceptions',
  words: 'What it costs when things go wrong.',
  for: ['finance', 'management'],
  source: 'shipments',
  needs: 'money.read',
  isForPartners: false,
  groupings: always,
  figures: [
    shipments,
    money('refunds', 'Refunds', 'Refunds that were decided for these parcels, tax included.'),
    money('credits', 'Credits', 'Credits that were decided for these parcels, before or after the money was taken.'),
    money('claims', 'Claims', 'What was granted for lost or damaged goods.'),
    money(
      'redelivery',
      'Call-outs in vain',
      'What couriers were paid for ways in vain: failed pickups and deliveries.',
    ),
    { ...money('cost', 'Together', 'Refunds, credits, claims and call-outs together.'), sum: costParts },
    ratio({
      code: 'cost_each',
      name: 'Each parcel',
      unit: 'money',
      definition: 'All of it, divided by the parcels that were booked.',
      sum: costParts,
      per: ['shipments'],
    }),
  ],
}

const ageing: Report = {
  title: 'Ageing of outdated parcels',
  words: 'Parcels that nobody has reported anything of for too long, by how long.',
  for: ['operations', 'partners'],
  source: 'stale',
  needs: null,
  isForPartners: true,
  groupings: ['status', 'partner', 'courier', 'zone', 'level'],
  figures: [
    count('parcels', 'Outdated now', 'Parcels whose status is outdated at this moment, whatever the period.'),
    count('under_4h', 'Under 4 hours', 'Outdated for less than four hours.'),
    count('under_1d', '4 to 24 hours', 'Outdated for four hours and more, and less than a day.'),
    count('under_3d', '1 to 3 days', 'Outdated for a day and more, and less than three days.'),
    count('over_3d', '3 days and more', 'Outdated for three days and more.'),
    ratio({
      code: 'age',
      name: 'Mean age',
      unit: 'seconds',
      definition: 'Mean time since these statuses are outdated.',
      sum: ['age_s'],
      per: ['parcels'],
    }),
  ],
}

/** Every report by its code, in the order of the gallery. */
export const reports = {
  'on-time': onTime,
  attempts,
  outcomes,
  dwell,
  exceptions,
  resolution,
  ageing,
  cost,
} as const satisfies Record<string, Report>

export type ReportCode = keyof typeof reports
export const reportCodes = Object.keys(reports) as ReportCode[]

/** The row of a report, with its fields widened so that readers take any of them alike. */
export function reportRow(code: ReportCode): Report {
  return reports[code]
}

type Reader = { permissions: readonly Permission[]; partnerId: string | null }

/** Whether somebody may read a report: staff by their rights, partners for their own parcels. */
export function mayRead({ permissions, partnerId }: Reader, code: ReportCode): boolean {
  const { needs, isForPartners } = reportRow(code)
  if (permissions.includes('reports.read')) return needs === null || permissions.includes(needs)
  return isForPartners && partnerId !== null && permissions.includes('reports.read_own')
}

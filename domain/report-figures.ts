import type { Permission } from './actors.ts'

/** Whom a report is made for. */
export const stakeholders = ['operations', 'partners', 'finance', 'care', 'management'] as const
export type Stakeholder = (typeof stakeholders)[number]

export const stakeholderNames: Record<Stakeholder, string> = {
  operations: 'Operations',
  partners: 'Partner management',
  finance: 'Finance',
  care: 'Customer care',
  management: 'Management',
}

/** What a report may be grouped by; of `step` each is a level of the ladder. */
export const groupings = [
  'day',
  'week',
  'month',
  'partner',
  'courier',
  'zone',
  'level',
  'type',
  'step',
  'status',
] as const
export type Grouping = (typeof groupings)[number]

export const groupingNames: Record<Grouping, string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  partner: 'Partner',
  courier: 'Courier',
  zone: 'Zone',
  level: 'Service level',
  type: 'Exception type',
  step: 'Ladder level',
  status: 'Status',
}

export const timeGroupings = ['day', 'week', 'month'] as const satisfies readonly Grouping[]
export type TimeGrouping = (typeof timeGroupings)[number]

export function isTimeGrouping(grouping: Grouping): grouping is TimeGrouping {
  return timeGroupings.some((one) => one === grouping)
}

/** What the figures of a report are summed from: facts of parcels, of exceptions, or what is outdated now. */
export type ReportSource = 'shipments' | 'exceptions' | 'stale'

export const units = ['count', 'percent', 'seconds', 'decimal', 'money'] as const
export type Unit = (typeof units)[number]

/** A figure: some measures added up, divided by others where it is a share or a mean. */
export type Figure = {
  code: string
  name: string
  unit: Unit
  definition: string
  sum: readonly string[]
  per: readonly string[] | null
}

export type Report = {
  title: string
  words: string
  for: readonly Stakeholder[]
  source: ReportSource
  /** What somebody needs besides the right to read reports. */
  needs: Permission | null
  /** Whether partners see it for their own parcels. */
  isForPartners: boolean
  groupings: readonly Grouping[]
  figures: readonly Figure[]
}

/** The measures that the figures of a report are made of. */
export function measuresOf({ figures }: Pick<Report, 'figures'>): string[] {
  return [...new Set(figures.flatMap(({ sum, per }) => [...sum, ...(per ?? [])]))]
}

/** Into how many parts a unit is rounded: seconds and money are whole. */
const precisions: Record<Unit, number> = { count: 1, percent: 10_000, seconds: 1, decimal: 100, money: 1 }

/** A figure from the sums of its measures; null where it would divide by nothing. */
export function figureValue({ unit, sum, per }: Figure, sums: Readonly<Record<string, number>>): number | null {
  const total = (names: readonly string[]) => names.reduce((added, name) => added + (sums[name] ?? 0), 0)
  if (per === null) return total(sum)
  const by = total(per)
  if (by === 0) return null
  const value = total(sum) / by
  return Math.round(value * precisions[unit]) / precisions[unit]
}

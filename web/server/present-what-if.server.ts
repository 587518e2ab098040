import { minutesPerAlert } from '#domain/desk-load.ts'
import type { ExceptionType } from '#domain/exception-types.ts'
import type { JobView, PolicyFigures, WhatIfOutcome } from '#domain/views-operations.ts'
import { levelWords, typeName } from '../words/exceptions.ts'

const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const levels = [1, 2, 3, 4]

type Both = { now: number; draft: number }

/** Two figures side by side, and what the draft makes of them in a sign and a word. */
function compared({ now, draft }: Both) {
  const by = Math.round((draft - now) * 10) / 10
  const sign = by === 0 ? ('same' as const) : by > 0 ? ('more' as const) : ('fewer' as const)
  const share = now > 0 && by !== 0 ? `${Math.max(1, Math.round((Math.abs(by) / now) * 100))} %` : null
  return {
    now: numbers.format(now),
    draft: numbers.format(draft),
    sign,
    by: numbers.format(Math.abs(by)),
    share,
  }
}

export type Compared = ReturnType<typeof compared>

/** How far a replay has come: "7,000 of 20,000 shipments". */
export function progressWords({ done, total }: Pick<JobView, 'done' | 'total'>): string {
  return `${numbers.format(done)} of ${numbers.format(total)} shipments`
}

/** What a replay found, ready to be read. */
export function outcomeOf({ shipments, days, seconds, now, draft }: WhatIfOutcome) {
  const both = (figure: (figures: PolicyFigures) => number) => compared({ now: figure(now), draft: figure(draft) })
  return {
    shipments,
    words: `${numbers.format(shipments)} ${shipments === 1 ? 'shipment' : 'shipments'} of the last ${daysWords(days)}`,
    seconds: numbers.format(seconds),
    heads: [
      { name: 'Alerts', ...both(({ alerts }) => alerts) },
      { name: 'Exceptions', ...both(({ exceptions }) => exceptions) },
      { name: 'People-hours', ...both(({ peopleHours }) => peopleHours) },
    ],
    levels: levels.map((level) => ({
      name: `Level ${level}: ${levelWords[level]?.toLowerCase()}`,
      ...both(({ byLevel }) => byLevel[level] ?? 0),
    })),
    types: typesOf(now, draft),
    minutes: levels.map((level) => ({ level, minutes: minutesPerAlert[level] ?? 0 })),
  }
}

export type Outcome = ReturnType<typeof outcomeOf>

/** "day", "7 days". */
function daysWords(days: number): string {
  return days === 1 ? 'day' : `${days} days`
}

/** Every type that comes up in either, the one whose alerts change most first. */
function typesOf(now: PolicyFigures, draft: PolicyFigures) {
  const types = new Set<ExceptionType>([...now.byType, ...draft.byType].map(({ type }) => type))
  const rows = [...types].map((type) => {
    const [before, after] = [now, draft].map(({ byType }) => byType.find((row) => row.type === type))
    const alerts = { now: before?.alerts ?? 0, draft: after?.alerts ?? 0 }
    return {
      type,
      weight: Math.abs(alerts.draft - alerts.now),
      name: typeName(type),
      exceptions: compared({ now: before?.exceptions ?? 0, draft: after?.exceptions ?? 0 }),
      alerts: compared(alerts),
      worst: compared({ now: before?.worstLevel ?? 0, draft: after?.worstLevel ?? 0 }),
    }
  })
  return rows.toSorted((a, b) => b.weight - a.weight)
}

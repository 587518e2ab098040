import { type ExceptionType, exceptionTypes } from './exception-types.ts'
import type { PolicyFigures } from './views-operations.ts'
import type { Told } from './what-if.ts'

/**
 * Minutes of somebody's time that one alert of a level takes, from reading it to acting on it. Our own assumption, to
 * compare policies with each other: nobody has measured it.
 */
export const minutesPerAlert: Readonly<Record<number, number>> = { 1: 4, 2: 8, 3: 15, 4: 30 }

/** Adds up what a replay told people. */
export class DeskLoad {
  private readonly rows = new Map<ExceptionType, { exceptions: number; alerts: number; worstLevel: number }>()
  private readonly levels: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0 }
  private minutes = 0

  add(told: readonly Told[]): void {
    for (const { type, level, isNew } of told) {
      const row = this.rows.get(type) ?? { exceptions: 0, alerts: 0, worstLevel: 0 }
      row.exceptions += isNew ? 1 : 0
      row.alerts += 1
      row.worstLevel = Math.max(row.worstLevel, level)
      this.rows.set(type, row)
      this.levels[level] = (this.levels[level] ?? 0) + 1
      this.minutes += minutesPerAlert[level] ?? 0
    }
  }

  figures(): PolicyFigures {
    const byType = exceptionTypes.flatMap((type) => {
      const row = this.rows.get(type)
      return row ? [{ type, ...row }] : []
    })
    return {
      exceptions: byType.reduce((sum, { exceptions }) => sum + exceptions, 0),
      alerts: byType.reduce((sum, { alerts }) => sum + alerts, 0),
      byLevel: this.levels,
      byType,
      peopleHours: Math.round(this.minutes / 6) / 10,
    }
  }
}

import { Gauge, type Registry } from 'prom-client'
import type { CommonQueryMethods } from 'slonik'
import { countReportTroubles } from '#db/report-runs.ts'

/** Shows in /metrics what is not in the reports yet, histories that cannot be read, and sendings that failed within a day. */
export function measureReports(registry: Registry, db: CommonQueryMethods): void {
  new Gauge({
    name: 'waybill_report_troubles',
    help: 'Changes that wait for the reports, histories that no report can read, and scheduled reports that failed within a day',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      // A database that is away must not take the other figures with it.
      const counts = await countReportTroubles(db).catch(() => null)
      this.reset()
      if (!counts) return
      this.set({ kind: 'waiting' }, counts.waitingMarks)
      this.set({ kind: 'unreadable' }, counts.unreadable)
      this.set({ kind: 'failed_runs' }, counts.failedRuns)
    },
  })
}

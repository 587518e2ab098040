import type { CommonQueryMethods } from 'slonik'
import { z } from 'zod'
import { countStale, listStale, type StaleFilter, type StaleShipment } from '#db/stale.ts'
import { minuteMs } from '#domain/durations.ts'
import { type StaleQuery, staleQuery } from '#domain/schemas/operations.ts'
import type { StaleReport, StaleRow } from '#domain/views-operations.ts'
import type { Services } from './contract.ts'
import { pageOf, readCursor } from './cursor.ts'
import { instantOf } from './instants.ts'
import { demand } from './permission.ts'
import { createReportReading } from './report-reading.ts'

const staleCursor = z.tuple([z.int(), z.guid()])

/** Reports for the people who run the company. */
export function createReportService(db: CommonQueryMethods): Services['reports'] {
  return {
    ...createReportReading(db),
    /** Statuses that are outdated: the second net under the timers, from one indexed query. */
    stale: async (unchecked, viewer) => {
      demand(viewer, 'reports.read')
      const query = staleQuery.parse(unchecked)
      const atMs = Date.now()
      const filter = filterOf(query, atMs)
      const at = readCursor(query.cursor, staleCursor)
      const [counts, found] = await Promise.all([
        countStale(db, filter),
        listStale(db, { ...filter, after: at && { atMs: at[0], id: at[1] }, limit: query.limit + 1 }),
      ])
      const { items, nextCursor } = pageOf(found, query.limit, {
        item: (row) => rowView(row, atMs),
        place: ({ staleAtMs, shipmentId }) => [staleAtMs, shipmentId],
      })
      return {
        at: instantOf(atMs),
        total: counts.reduce((sum, { count }) => sum + count, 0),
        byStatus: byStatus(counts, atMs),
        rows: items,
        nextCursor,
      }
    },
  }
}

function filterOf(query: StaleQuery, atMs: number): StaleFilter {
  const { status, partnerId, courierId, zone, carriage, olderThan } = query
  return {
    atMs,
    statuses: status ?? null,
    partnerId: partnerId ?? null,
    courierId: courierId ?? null,
    zone: zone ?? null,
    carriage: carriage ?? null,
    olderThanMinutes: olderThan,
  }
}

function rowView({ enteredAtMs, staleAtMs, ...row }: StaleShipment, atMs: number): StaleRow {
  return {
    ...row,
    enteredAt: instantOf(enteredAtMs),
    staleSince: instantOf(staleAtMs),
    ageMinutes: minutesSince(staleAtMs, atMs),
  }
}

function byStatus(counts: Awaited<ReturnType<typeof countStale>>, atMs: number): StaleReport['byStatus'] {
  return counts
    .map(({ status, count, oldestMs }) => ({ status, count, oldestMinutes: minutesSince(oldestMs, atMs) }))
    .toSorted((a, b) => b.count - a.count)
}

function minutesSince(ms: number, atMs: number): number {
  return Math.floor((atMs - ms) / minuteMs)
}

import type { StaleReport, StaleRow } from '#domain/views-operations.ts'
import { plain, statusNames } from '#domain/words.ts'
import { durationWords } from '../duration.ts'
import { capital, type Reading, when } from '../format.ts'

const names = ['status', 'partnerId', 'courierId', 'zone', 'carriage', 'olderThan'] as const
const minuteMs = 60_000

/** The question to the report that an address asks; without its page where all rows are meant. */
export function staleQueryOf(search: URLSearchParams, isWhole = false): Record<string, string> {
  const asked = isWhole ? names : ([...names, 'cursor'] as const)
  const given = asked.map((name) => [name, search.get(name)?.trim()] as const)
  return Object.fromEntries(given.filter((pair): pair is [(typeof asked)[number], string] => !!pair[1]))
}

/** The report, ready to show. */
export function staleOf({ at, total, byStatus, rows, nextCursor }: StaleReport, reading: Reading) {
  const partners = new Map(rows.map(({ partnerId, partnerName }) => [partnerId, partnerName]))
  return {
    at: when(at, reading),
    total,
    byStatus: byStatus.map(({ status, count, oldestMinutes }) => ({
      status,
      name: statusNames[status],
      count,
      oldest: durationWords(oldestMinutes * minuteMs),
    })),
    lines: rows.map((row) => lineOf(row, reading)),
    // Those that the page names: a list of all partners is for administrators.
    partners: [...partners].flatMap(([value, label]) => (value ? [{ value, label: label ?? value }] : [])),
    nextCursor,
  }
}

function lineOf(row: StaleRow, reading: Reading) {
  return {
    id: row.shipmentId,
    number: row.trackingNumber,
    status: row.status,
    carriage: capital(plain(row.carriage)),
    partner: row.partnerName,
    courier: row.courierName,
    zone: row.zone,
    since: when(row.staleSince, reading),
    entered: when(row.enteredAt, reading),
    age: durationWords(row.ageMinutes * minuteMs),
    openExceptions: row.openExceptions,
  }
}

export type StaleLine = ReturnType<typeof staleOf>['lines'][number]
export type StaleTotal = ReturnType<typeof staleOf>['byStatus'][number]

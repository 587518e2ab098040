import type { Viewer } from '#api/services/contract.ts'
import type { ExceptionSummary, ExceptionView, Page } from '#domain/views.ts'
import type { Reading } from '../format.ts'
import type { AppLoadContext } from '../framework.ts'
import { typeName } from '../words/exceptions.ts'
import { queueTable, tabKeys } from '../words/queues.ts'
import { queueLineOf } from './present-exception.server.ts'
import { isAppError } from './problems.server.ts'

const filterNames = ['level', 'type', 'zone', 'owner', 'q', 'cursor'] as const

/** Which queue an address names; open unless it says otherwise. */
export function tabOf(search: URLSearchParams) {
  return tabKeys.find((key) => key === search.get('tab')) ?? 'open'
}

/** The question to the service that an address asks. */
export function queueQuery(search: URLSearchParams, limit: number): Record<string, string> {
  const { states, isMine, sort } = queueTable[tabOf(search)]
  const given = filterNames.map((name) => [name, search.get(name)?.trim()] as const).filter(([, value]) => value)
  return {
    ...Object.fromEntries(given),
    ...(isMine && { owner: 'me' }),
    state: states.join(','),
    sort,
    limit: String(limit),
  }
}

/** A page of the queue, ready to show. */
export function queuePageOf(page: Page<ExceptionView>, reading: Reading) {
  return {
    lines: page.items.map((item) => queueLineOf(item, reading)),
    nextCursor: page.nextCursor,
    readAtMs: reading.nowMs,
  }
}

export type QueuePage = ReturnType<typeof queuePageOf>

/** The counters with the names of the types. */
export function countersOf({ open, byLevel, byType }: ExceptionSummary) {
  return { open, byLevel, byType: byType.map(({ type, count }) => ({ type, count, name: typeName(type) })) }
}

export type Counters = ReturnType<typeof countersOf>

const mostLookups = 25
const mostFresh = 50

type Asked = { context: AppLoadContext; viewer: Viewer; reading: Reading }

/** What became of these lines, what stands in front or was raised since, and the counters. */
export async function changesOf(search: URLSearchParams, { context, viewer, reading }: Asked) {
  const { exceptions } = context.services
  const ids = search.getAll('id').slice(0, mostLookups)
  const { cursor: _, ...query } = queueQuery(search, mostFresh)
  const [found, first, newest, summary] = await Promise.all([
    Promise.all(ids.map((id) => exceptions.get(id, viewer).catch(missed))),
    exceptions.list(query, viewer),
    query.sort === 'newest' ? null : exceptions.list({ ...query, sort: 'newest' }, viewer),
    exceptions.summary(viewer),
  ])
  const sinceMs = Number(search.get('since'))
  const raised = newest?.items.filter(({ raisedAt }) => Date.parse(raisedAt) >= sinceMs) ?? []
  return {
    changed: found.flatMap((one) => (one ? [queueLineOf(one.exception, reading)] : [])),
    first: first.items.map((item) => queueLineOf(item, reading)),
    raised: raised.map((item) => queueLineOf(item, reading)),
    counters: countersOf(summary),
  }
}

export type QueueChanges = Awaited<ReturnType<typeof changesOf>>

/** A line that may not be read any more just stays as it is. */
function missed(error: unknown): null {
  if (isAppError(error)) return null
  throw error
}

import type { Services } from '#api/services/contract.ts'
import { AppError } from '#domain/errors.ts'
import { exceptionTypes } from '#domain/exception-types.ts'
import type { ExceptionSummary, ExceptionView } from '#domain/views.ts'
import type { PreviewView } from '#domain/views-operations.ts'
import { caseView, exception } from './cases.ts'
import { inMinutes } from './clock.ts'
import type { World } from './services.ts'

type Query = Partial<Record<'state' | 'level' | 'type' | 'cursor' | 'limit' | 'sort', string>>

/** A queue that can be paged through, filtered, and changed while pages look at it. */
export function fakeExceptions(world: World): Services['exceptions'] {
  return {
    list: async (asked) => {
      if (world.isDown) throw new AppError('unavailable', 'The database does not answer.')
      const query = asked as Query
      const found = world.isEmpty ? [] : world.queue.filter((one) => matches(one, query)).toSorted(order(query))
      const from = Number(query.cursor ?? 0)
      const to = from + Number(query.limit ?? 50)
      return { items: found.slice(from, to), nextCursor: to < found.length ? String(to) : null }
    },
    summary: async () => summaryOf(world.queue),
    get: async (id) => {
      const found = world.queue.find((one) => one.id === id)
      const view = caseView(found)
      return { ...view, shipment: { ...view.shipment, ...world.caseShipment } }
    },
  }
}

function matches({ state, level, type }: ExceptionView, query: Query): boolean {
  const has = (words: string | undefined, word: string) => words === undefined || words.split(',').includes(word)
  return has(query.state, state) && has(query.level, String(level)) && has(query.type, type)
}

function order({ sort }: Query): (a: ExceptionView, b: ExceptionView) => number {
  if (sort === 'newest') return (a, b) => b.id.localeCompare(a.id)
  return (a, b) => (a.nextEscalationAt ?? '9').localeCompare(b.nextEscalationAt ?? '9') || a.id.localeCompare(b.id)
}

function summaryOf(queue: readonly ExceptionView[]): ExceptionSummary {
  const open = queue.filter(({ state }) => state !== 'resolved' && state !== 'noise')
  const byLevel: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0 }
  for (const { level } of open) byLevel[level] = (byLevel[level] ?? 0) + 1
  const byType = exceptionTypes
    .map((type) => ({ type, count: open.filter((one) => one.type === type).length }))
    .filter(({ count }) => count > 0)
  return { open: open.length, byLevel, byType: byType.toSorted((a, b) => b.count - a.count) }
}

/** So many open exceptions, each a little later than the one before. */
export function longQueue(count: number): ExceptionView[] {
  return Array.from({ length: count }, (_, index) => {
    const tail = String(index + 1).padStart(6, '0')
    return exception({
      id: `01900000-0000-7000-8000-000000${tail}`,
      shipmentId: `01900000-0000-7000-8000-100000${tail}`,
      trackingNumber: `WBQ${tail}`,
      type: exceptionTypes[index % exceptionTypes.length] ?? 'stale',
      level: 4 - (index % 4),
      raisedAt: inMinutes(-60 - index),
      nextEscalationAt: inMinutes(5 + index),
    })
  })
}

/** What a command would do, told for any of them alike. */
export function fakePreview(): PreviewView {
  return {
    isAllowed: true,
    refusal: null,
    words: ['This will release €12.40.', 'The shipment becomes "Cancelled".', 'This tells the sender by e-mail.'],
    statusAfter: 'cancelled',
    money: [{ kind: 'release', amount: { amount: 1240, currency: 'EUR' } }],
    tells: [{ audience: 'S', channels: 'by e-mail' }],
  }
}

import { Link, useSearchParams } from '../../framework.ts'
import type { Counters } from '../../server/queue.server.ts'
import { cn } from '../../ui/cn.ts'
import { levelWords } from '../../words/exceptions.ts'
import { filtersOf } from './read-queue.ts'

const bars: Record<number, string> = { 1: 'bg-info', 2: 'bg-warn', 3: 'bg-danger', 4: 'bg-danger' }

/** How many stand on each rung; a press shows only those, another one all again. */
export function LevelChips({ counters: { byLevel } }: { counters: Counters }) {
  const [search] = useSearchParams()
  const chosen = search.get('level')
  return (
    <ul className="grid grid-cols-4 gap-1.5 px-4 pt-2">
      {[4, 3, 2, 1].map((level) => {
        const isChosen = chosen === String(level)
        return (
          <li key={level}>
            <Link
              to={addressWith(search, 'level', isChosen ? null : String(level))}
              aria-current={isChosen ? 'true' : undefined}
              title={levelWords[level]}
              className={cn(
                'relative flex min-h-9 items-baseline gap-1.5 overflow-hidden rounded-md border border-line bg-surface-1 px-2 pt-2 pb-1 hover:border-line-strong',
                isChosen && 'border-accent ring-1 ring-accent',
              )}
            >
              <span
                aria-hidden="true"
                className={cn('absolute inset-x-0 top-0 h-0.5', bars[level], !byLevel[level] && 'opacity-25')}
              />
              <span className="text-xs font-semibold text-text-3">L{level}</span>
              <span className="figures ms-auto font-semibold">{byLevel[level] ?? 0}</span>
              <span className="sr-only">{levelWords[level]}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** The address of the queue with one filter changed; no value takes it away. */
export function addressWith(search: URLSearchParams, name: string, value: string | null): string {
  const next = filtersOf(search)
  if (value === null) next.delete(name)
  else next.set(name, value)
  return `/dispatch/exceptions${next.size > 0 ? `?${next}` : ''}`
}

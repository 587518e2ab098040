import { Link, useSearchParams } from '../../framework.ts'
import { cn } from '../../ui/cn.ts'
import { levelWords } from '../../words/exceptions.ts'

const bars: Record<number, string> = { 1: 'bg-info', 2: 'bg-warn', 3: 'bg-danger', 4: 'bg-danger' }

/** How many stand on each rung; a press shows only those. */
export function LevelCounters({ byLevel }: { byLevel: Readonly<Record<string, number>> }) {
  const [search] = useSearchParams()
  const chosen = search.get('level')
  return (
    <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {[4, 3, 2, 1].map((level) => {
        const isChosen = chosen === String(level)
        return (
          <li key={level}>
            <Link
              to={addressWith(search, 'level', isChosen ? null : String(level))}
              aria-current={isChosen ? 'true' : undefined}
              className={cn(
                'relative block overflow-hidden rounded-lg border border-line bg-surface-1 px-4 pt-3 pb-3.5 shadow-card hover:border-line-strong',
                isChosen && 'border-accent ring-1 ring-accent',
              )}
            >
              <span
                aria-hidden="true"
                className={cn('absolute inset-x-0 top-0 h-1', bars[level], !byLevel[level] && 'opacity-25')}
              />
              <span className="figures block text-2xl font-semibold">{byLevel[level] ?? 0}</span>
              <span className="block text-sm text-text-2">
                <span className="font-semibold text-text-1">L{level}</span> {levelWords[level]}
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

type TypeCount = { type: string; name: string; count: number }

/** The types that are open now. */
export function TypeFilter({ types }: { types: readonly TypeCount[] }) {
  const [search] = useSearchParams()
  const chosen = search.get('type')
  return (
    <ul className="flex flex-wrap gap-1.5">
      {types.map(({ type, name, count }) => (
        <li key={type}>
          <Link
            to={addressWith(search, 'type', chosen === type ? null : type)}
            aria-current={chosen === type ? 'true' : undefined}
            className={cn(
              'flex min-h-7 items-center gap-1.5 rounded-full border border-line px-2.5 text-xs font-medium text-text-2 hover:border-line-strong',
              chosen === type && 'border-accent bg-accent-soft text-accent',
            )}
          >
            {name} <span className="figures font-semibold">{count}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function addressWith(search: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(search)
  for (const gone of ['cursor', 'trail', 'done', name]) next.delete(gone)
  if (value) next.set(name, value)
  return `?${next}`
}

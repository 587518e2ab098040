import { Link, useSearchParams } from '../../framework.ts'
import type { StaleTotal } from '../../server/stale.server.ts'
import { cn } from '../../ui/cn.ts'

/** How many are outdated in each status, and how old the oldest is; a press shows only those. */
export function StaleTotals({ byStatus, total }: { byStatus: readonly StaleTotal[]; total: number }) {
  const [search] = useSearchParams()
  const chosen = search.get('status')
  if (byStatus.length === 0) return null
  return (
    <ul className="grid grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-6" aria-label={`${total} outdated, by status`}>
      {byStatus.map(({ status, name, count, oldest }) => (
        <li key={status}>
          <Link
            to={addressWith(search, chosen === status ? null : status)}
            aria-current={chosen === status ? 'true' : undefined}
            className={cn(
              'block h-full rounded-lg border border-line bg-surface-1 px-4 py-3 shadow-card hover:border-line-strong print:shadow-none',
              chosen === status && 'border-accent ring-1 ring-accent',
            )}
          >
            <span className="figures block text-2xl font-semibold">{count}</span>
            <span className="block text-sm font-medium">{name}</span>
            <span className="figures block text-xs text-text-3">oldest {oldest}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function addressWith(search: URLSearchParams, status: string | null): string {
  const next = new URLSearchParams(search)
  for (const name of ['cursor', 'trail', 'status']) next.delete(name)
  if (status) next.set('status', status)
  return `?${next}`
}

import { Link, useSearchParams } from '../../framework.ts'
import { cn } from '../../ui/cn.ts'
import { queueTable, type TabKey, tabKeys } from '../../words/queues.ts'
import { filtersOf } from './read-queue.ts'

/** The queues beside each other; the filter goes along. */
export function Tabs({ current }: { current: TabKey }) {
  const [search] = useSearchParams()
  return (
    <nav aria-label="Queues" className="flex gap-0.5 overflow-x-auto px-3 pt-1">
      {tabKeys.map((key) => (
        <Link
          key={key}
          to={addressWith(search, key)}
          aria-current={key === current ? 'page' : undefined}
          className={cn(
            'flex min-h-9 items-center border-b-2 border-transparent px-2.5 text-sm font-medium whitespace-nowrap text-text-2 hover:text-text-1',
            key === current && 'border-accent text-text-1',
          )}
        >
          {queueTable[key].name}
        </Link>
      ))}
    </nav>
  )
}

function addressWith(search: URLSearchParams, key: TabKey): string {
  const next = filtersOf(search)
  if (key === 'open') next.delete('tab')
  else next.set('tab', key)
  return `/dispatch/exceptions${next.size > 0 ? `?${next}` : ''}`
}

import { MousePointerClick } from 'lucide-react'
import { Link, useOutletContext, useSearchParams } from '../../framework.ts'
import { addressWith } from '../../parts/queue/level-chips.tsx'
import type { Counters } from '../../server/queue.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { levelWords } from '../../words/exceptions.ts'

const bars: Record<number, string> = { 1: 'fill-info', 2: 'fill-warn', 3: 'fill-danger', 4: 'fill-danger' }

/** Beside the list while no case is open: how much is open, of what level and type. */
export default function QueueOverview() {
  const counters = useOutletContext<Counters>()
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <EmptyState
        icon={MousePointerClick}
        title="Choose a case"
        words="Its causes, its ladder and everything that can be done about it show here. The keys j and k walk through the list, Enter opens."
      />
      <Levels counters={counters} />
      <Types counters={counters} />
    </div>
  )
}

function Levels({ counters: { byLevel, open } }: { counters: Counters }) {
  return (
    <Card title="By level" aside={<span className="figures text-sm text-text-2">{open} open</span>}>
      <ul className="flex flex-col gap-2">
        {[4, 3, 2, 1].map((level) => (
          <Bar
            key={level}
            name={`Level ${level}: ${levelWords[level]}`}
            count={byLevel[level] ?? 0}
            most={Math.max(1, ...Object.values(byLevel))}
            color={bars[level] ?? ''}
            filter={['level', String(level)]}
          />
        ))}
      </ul>
    </Card>
  )
}

function Types({ counters: { byType } }: { counters: Counters }) {
  if (byType.length === 0) return null
  return (
    <Card title="By type">
      <ul className="flex flex-col gap-2">
        {byType.map(({ type, name, count }) => (
          <Bar
            key={type}
            name={name}
            count={count}
            most={byType[0]?.count ?? 1}
            color="fill-accent-fill"
            filter={['type', type]}
          />
        ))}
      </ul>
    </Card>
  )
}

type BarProps = { name: string; count: number; most: number; color: string; filter: [name: string, value: string] }

function Bar({ name, count, most, color, filter }: BarProps) {
  const [search] = useSearchParams()
  return (
    <li>
      <Link
        to={addressWith(search, ...filter)}
        className="grid grid-cols-[minmax(0,1fr)_4rem_minmax(0,1fr)] items-center gap-3 rounded-sm text-sm hover:underline"
      >
        <span className="truncate">{name}</span>
        <span className="figures text-end font-semibold">{count}</span>
        {/* A style attribute would break the content security policy; the width of a drawing is no style. */}
        <svg aria-hidden="true" className="h-2 w-full" preserveAspectRatio="none" viewBox="0 0 100 4">
          <rect width="100" height="4" rx="1" className="fill-surface-3" />
          <rect width={(100 * count) / most} height="4" rx="1" className={color} />
        </svg>
      </Link>
    </li>
  )
}

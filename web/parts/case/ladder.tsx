import { Check } from 'lucide-react'
import type { Rung } from '../../server/present-exception.server.ts'
import { cn } from '../../ui/cn.ts'
import { Countdown } from '../../ui/sla-clock.tsx'
import { When } from '../../ui/when.tsx'
import { levelWords } from '../../words/exceptions.ts'

const marks = {
  past: 'border-line-strong bg-surface-3 text-text-2',
  now: 'border-danger bg-danger text-on-danger ring-4 ring-danger-soft',
  coming: 'border-line-strong bg-surface-1 text-text-2',
}

/** The four rungs, the highest on top as on a ladder: where it has been, stands, and goes. */
export function Ladder({ rungs, isOpen }: { rungs: readonly Rung[]; isOpen: boolean }) {
  const upNext = isOpen ? rungs.find(({ state }) => state === 'coming')?.level : undefined
  return (
    <ol>
      {rungs.toReversed().map((rung) => (
        <li
          key={rung.level}
          aria-current={rung.state === 'now' ? 'step' : undefined}
          className="group relative flex gap-4 pb-5 last:pb-0"
        >
          <span
            aria-hidden="true"
            className={cn(
              'absolute start-4 top-8.5 bottom-0 w-0.5 group-last:hidden',
              rung.state === 'coming' ? 'bg-line' : 'bg-line-strong',
            )}
          />
          <span
            className={cn(
              'figures relative grid size-8.5 shrink-0 place-items-center rounded-full border-2 text-sm font-bold',
              marks[rung.state],
            )}
          >
            {rung.state === 'past' ? <Check aria-hidden="true" className="size-4" strokeWidth={3} /> : rung.level}
          </span>
          <Words rung={rung} isNext={rung.level === upNext} />
        </li>
      ))}
    </ol>
  )
}

function Words({ rung, isNext }: { rung: Rung; isNext: boolean }) {
  return (
    <div className="min-w-0 grow pt-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className={cn('font-semibold', rung.state === 'coming' && !isNext && 'text-text-2')}>
          Level {rung.level}: {levelWords[rung.level]}
        </span>
        <span className="figures text-sm text-text-2">
          {rung.at && isNext && (
            <strong className="text-danger">
              <Countdown at={rung.at} />
            </strong>
          )}
          {rung.at && !isNext && <When at={rung.at} />}
        </span>
      </p>
      <p className="text-sm text-text-3">
        {rung.state === 'coming' ? 'Will tell' : 'Told'} {rung.who}, {rung.channels}
      </p>
    </div>
  )
}

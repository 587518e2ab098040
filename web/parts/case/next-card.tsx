import { CircleCheck, Hourglass, PauseCircle } from 'lucide-react'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { cn } from '../../ui/cn.ts'
import { Countdown } from '../../ui/sla-clock.tsx'

type Props = { line: ExceptionLine; next: string }

/** What happens next, and when, unless somebody acts: the one thing to know about a case. */
export function NextCard({ line, next }: Props) {
  if (line.state === 'resolved') {
    return (
      <section aria-labelledby="next" className="rounded-lg border border-ok bg-ok-soft px-5 py-4">
        <h2 id="next" className="flex items-center gap-2 text-lg font-semibold text-ok">
          <CircleCheck aria-hidden="true" className="size-5" /> Resolved
        </h2>
        <p className="mt-1">
          {line.resolution ?? 'Its cause has gone.'} {line.resolved && `(${line.resolved.text})`}
        </p>
      </section>
    )
  }
  const climbs = line.next !== null && line.state !== 'snoozed' && !line.pausedBy
  return (
    <section
      aria-labelledby="next"
      className={cn(
        'grid items-center gap-x-6 gap-y-2 rounded-lg border px-5 py-4 sm:grid-cols-[minmax(0,1fr)_auto]',
        climbs ? 'border-danger bg-danger-soft' : 'border-line-strong bg-surface-1',
      )}
    >
      <div>
        <h2
          id="next"
          className={cn('flex items-center gap-2 text-sm font-semibold', climbs ? 'text-danger' : 'text-text-2')}
        >
          {climbs ? (
            <Hourglass aria-hidden="true" className="size-4" />
          ) : (
            <PauseCircle aria-hidden="true" className="size-4" />
          )}
          What happens next
        </h2>
        <p className="mt-1 text-lg">{next}</p>
      </div>
      {climbs && line.next && (
        <p className="text-2xl font-semibold text-danger sm:text-end">
          <Countdown at={line.next} />
          <span className="figures block text-sm font-medium">at {line.next.text}</span>
        </p>
      )}
    </section>
  )
}

import { CircleCheck, Hourglass, PauseCircle } from 'lucide-react'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
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
  return (
    <section
      aria-labelledby="next"
      className="grid items-center gap-x-6 gap-y-2 rounded-lg border border-danger bg-danger-soft px-5 py-4 sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div>
        <h2 id="next" className="flex items-center gap-2 text-sm font-semibold text-danger">
          {line.next ? (
            <Hourglass aria-hidden="true" className="size-4" />
          ) : (
            <PauseCircle aria-hidden="true" className="size-4" />
          )}
          What happens next
        </h2>
        <p className="mt-1 text-lg">{next}</p>
      </div>
      {line.next && (
        <p className="text-2xl font-semibold text-danger sm:text-end">
          <Countdown at={line.next} />
          <span className="figures block text-sm font-medium">at {line.next.text}</span>
        </p>
      )}
    </section>
  )
}

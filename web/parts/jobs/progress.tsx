import type { JobLine } from '../../server/present-jobs.server.ts'
import { cn } from '../../ui/cn.ts'

type Props = { job: JobLine; isSmall?: boolean }

/** How far a job is, and how its rows came out so far. */
export function JobProgress({ job: { title, done, total, applied, refused, left, took, state }, isSmall }: Props) {
  return (
    <div className="mt-1 flex flex-col gap-1">
      <progress
        className={cn('run-progress w-full', isSmall ? 'h-1.5' : 'h-3')}
        max={Math.max(1, total)}
        value={total === 0 ? 1 : done}
        aria-label={`Progress of ${title}`}
      />
      <p className="figures flex flex-wrap gap-x-4 text-sm text-text-2">
        <span>
          {done} of {total} rows
        </span>
        <span>{applied} applied</span>
        <span className={refused > 0 ? 'font-semibold text-warn' : undefined}>{refused} refused</span>
        <span className="ms-auto text-text-3">{left ?? (state === 'running' ? 'begins' : `took ${took}`)}</span>
      </p>
    </div>
  )
}

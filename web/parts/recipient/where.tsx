import { MapPin } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Status } from '#domain/status.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import { type Step, Stepper } from '../../ui/stepper.tsx'

type Props = {
  number: string
  status: Status
  headline: string
  /** The first promise, where it has moved. */
  was: string | null
  town: string
  steps: readonly Step[]
  /** What is next, and what can be done. */
  children: ReactNode
}

/** The answer to "where is it?", before everything else. */
export function Where({ number, status, headline, was, town, steps, children }: Props) {
  return (
    <section aria-label="Where it is" className="rounded-lg border border-line bg-surface-1 shadow-card">
      <div className="px-5 pt-5 pb-6 sm:px-7">
        <p className="flex flex-wrap items-center gap-3">
          <StatusChip status={status} isLarge />
          <bdi className="figures text-sm font-semibold tracking-wide">{number}</bdi>
        </p>
        <h1 className="mt-4 text-2xl font-semibold sm:text-3xl">{headline}</h1>
        {was && <p className="mt-1 text-sm text-text-3">First promised: {was}</p>}
        {children}
        <p className="mt-3 flex items-center gap-1.5 text-sm text-text-2">
          <MapPin aria-hidden="true" className="size-4 text-text-3" />
          {town}
        </p>
      </div>
      <div className="tear" />
      <div className="px-5 py-5 sm:px-7">
        <h2 className="sr-only">The journey</h2>
        <Stepper steps={steps} />
      </div>
    </section>
  )
}

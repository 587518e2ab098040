import type { ReactNode } from 'react'
import type { heroOf } from '../../server/present-customer.server.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import { type Step, Stepper } from '../../ui/stepper.tsx'
import { RouteStrip } from './route-strip.tsx'

type Props = {
  hero: Omit<ReturnType<typeof heroOf>, 'next'> & { next: string | null }
  steps: readonly Step[]
  /** What is next, where there is more to say than one sentence. */
  children?: ReactNode
}

/** The top half of a waybill: when it comes, what is next, how far it is. */
export function ShipmentHero({ hero, steps, children }: Props) {
  return (
    <section aria-label="Where it is" className="rounded-lg border border-line bg-surface-1 shadow-card">
      <div className="grid grid-cols-1 md:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="px-5 pt-5 pb-6 sm:px-7">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <StatusChip status={hero.status} isLarge />
            <bdi className="figures text-sm font-semibold tracking-wide select-all">{hero.number}</bdi>
            {hero.reference && <span className="text-sm text-text-3">{hero.reference}</span>}
          </div>
          <h1 className="mt-4 text-2xl font-semibold sm:text-3xl">{hero.headline}</h1>
          {hero.was && <p className="mt-1 text-sm text-text-3">{hero.was}</p>}
          {hero.next && <p className="mt-2 max-w-prose text-base text-text-2">{hero.next}</p>}
          {children}
        </div>
        <div className="border-line px-5 pb-6 max-md:-mt-1 sm:px-7 md:border-s-2 md:border-dashed md:py-6">
          <RouteStrip from={hero.from} to={hero.to} />
        </div>
      </div>
      <div className="tear" />
      <div className="px-5 py-5 sm:px-7">
        <h2 className="sr-only">The journey</h2>
        <Stepper steps={steps} />
      </div>
    </section>
  )
}

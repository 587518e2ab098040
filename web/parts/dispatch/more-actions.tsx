import { ChevronRight } from 'lucide-react'
import type { CommandType } from '#domain/commands.ts'
import type { Status } from '#domain/status.ts'
import { moreActs } from '../../acts/acts.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import { ActList } from '../acts/act-list.tsx'

type Props = {
  shipmentId: string
  seq: number
  status: Status
  allowed: readonly CommandType[]
  context: ActContext
}

/** The rarer commands, out of the way until somebody looks for one. */
export function MoreActions({ shipmentId, seq, status, allowed, context }: Props) {
  const acts = moreActs(allowed, status)
  if (acts.length === 0) return null
  return (
    <details className="group/more rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-12 items-center justify-between px-4 text-base font-semibold sm:px-5">
        More actions
        <span className="flex items-center gap-2 text-sm font-medium text-text-3">
          <span className="figures">{acts.length}</span>
          <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open/more:rotate-90" />
        </span>
      </summary>
      <div className="px-2 pb-3 sm:px-3">
        <ActList acts={acts} {...{ shipmentId, seq, context }} />
      </div>
    </details>
  )
}

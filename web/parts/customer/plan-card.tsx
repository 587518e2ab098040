import { CalendarClock, ChevronDown, type LucideIcon, MapPinned } from 'lucide-react'
import type { Act } from '../../acts/acts.ts'
import { useActionData } from '../../framework.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import type { Change } from '../../server/change.server.ts'
import { ActForm } from '../acts/act-form.tsx'
import { ChangeOptions } from '../recipient/change-options.tsx'
import { Option } from '../recipient/option.tsx'

type Props = {
  shipmentId: string
  change: Change
  pickups: readonly Act[]
  context: ActContext
  isSender: boolean
  /** Whether somebody must choose now: then it is unfolded. */
  isAsked: boolean
}

/** Everything that can still be changed about pickup and delivery. */
export function PlanCard({ shipmentId, change, pickups, context, isSender, isAsked }: Props) {
  const hasReturned = useActionData<unknown>() !== undefined
  if (change.options.length === 0 && pickups.length === 0) return null
  return (
    <details open={isAsked || hasReturned || undefined} className="group/plan flex flex-col">
      <summary className="flex min-h-14 items-center gap-3 rounded-lg border border-line bg-surface-1 px-4 py-3 shadow-card hover:border-accent sm:px-5">
        <span className="min-w-0 grow">
          <span className="block text-base font-semibold">Change the plan</span>
          <span className="block text-sm text-text-2">
            {isSender
              ? 'The recipient gets a mail with the new plan, and can choose otherwise by its link.'
              : 'The sender hears of it, and the courier sees it.'}
          </span>
        </span>
        <ChevronDown
          aria-hidden="true"
          className="size-5 shrink-0 text-text-3 transition-transform group-open/plan:rotate-180"
        />
      </summary>
      <div className="mt-3 flex flex-col gap-3">
        {pickups.length > 0 && (
          <ul className="flex flex-col gap-3">
            {pickups.map((act) => (
              <li key={act.key}>
                <PickupOption shipmentId={shipmentId} act={act} context={context} />
              </li>
            ))}
          </ul>
        )}
        <ChangeOptions change={change} />
      </div>
    </details>
  )
}

const looks: Record<'reschedule' | 'change_address', { icon: LucideIcon; words: string }> = {
  reschedule: { icon: CalendarClock, words: 'We fetch it at another time. The delivery moves with it.' },
  change_address: { icon: MapPinned, words: 'We fetch it somewhere else.' },
}

function PickupOption({ shipmentId, act, context }: { shipmentId: string; act: Act; context: ActContext }) {
  const look = looks[act.type === 'reschedule' ? 'reschedule' : 'change_address']
  return (
    <Option {...look} title={act.name} cost="Costs nothing" group="change">
      <ActForm act={act} shipmentId={shipmentId} context={context} />
    </Option>
  )
}

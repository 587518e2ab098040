import { CircleCheck, PauseCircle } from 'lucide-react'
import type { StopPage } from '../../server/present-stop.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { StopTicket } from '../stop/ticket.tsx'

/** A stop where nothing is to be done now: it is over, or it is on hold. */
export function Rest({ stop }: { stop: StopPage }) {
  const isHeld = stop.holds.length > 0
  const Icon = isHeld ? PauseCircle : CircleCheck
  return (
    <>
      <StopTicket stop={stop} />
      <p
        className={`flex items-start gap-2 rounded-lg px-5 py-4 font-semibold ${isHeld ? 'bg-warn-soft text-warn' : 'bg-ok-soft text-ok'}`}
      >
        <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
        {isHeld
          ? 'On hold: hand nothing over before it is released. Keep it, or take it to the depot.'
          : 'Nothing left to do here'}
      </p>
      <ButtonLink to="/courier" size="thumb">
        Back to today
      </ButtonLink>
    </>
  )
}

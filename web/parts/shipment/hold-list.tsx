import { PauseCircle } from 'lucide-react'
import type { HoldLine } from '../../server/present-holds.server.ts'
import { When } from '../../ui/when.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

type Props = { holds: readonly HoldLine[]; shipmentId: string; canRelease: boolean }

/** What stops the work on a shipment; each hold with its end, its review and the way out of it. */
export function HoldList({ holds, shipmentId, canRelease }: Props) {
  if (holds.length === 0) return null
  return (
    <ul className="mt-3 flex flex-col gap-2">
      {holds.map(({ reason, name, until, review, clock, isGiven }) => (
        <li key={reason} className="rounded-md border border-warn bg-warn-soft px-3 py-2 text-sm">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span className="flex items-center gap-2 font-semibold text-warn">
              <PauseCircle aria-hidden="true" className="size-4" /> On hold: {name.toLowerCase()}
            </span>
            {canRelease && isGiven && (
              <CommandForm shipmentId={shipmentId} type="release_hold" formKey={`${shipmentId}-release-${reason}`}>
                <input type="hidden" name="held" value={reason} />
                <CommandButton tone="secondary" size="small">
                  Release
                </CommandButton>
              </CommandForm>
            )}
          </div>
          <p className="mt-1 text-text-2">
            {until ? (
              <>
                Until <When at={until} />.{' '}
              </>
            ) : (
              'Without an end. '
            )}
            {review && (
              <>
                To be looked at by <When at={review} />.{' '}
              </>
            )}
            {clock}
          </p>
        </li>
      ))}
    </ul>
  )
}

import type { DeliveryState } from '#domain/views-operations.ts'
import type { AlertLine } from '../../server/present-alerts.server.ts'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

const tones: Record<DeliveryState, 'ok' | 'neutral' | 'info' | 'danger'> = {
  sent: 'ok',
  waiting: 'neutral',
  held: 'info',
  failed: 'danger',
}

/** By which ways an alert went out, and what became of it there. */
export function Deliveries({ deliveries }: Pick<AlertLine, 'deliveries'>) {
  return (
    <ul aria-label="Ways" className="flex flex-wrap gap-1.5">
      {deliveries.map(({ channel, state, words, at, failure }) => (
        <li key={channel} className="min-w-0">
          <Tag tone={failure && state === 'waiting' ? 'danger' : tones[state]}>
            <span className="whitespace-normal">
              {channel}: {failure && `${failure}, `}
              {words} {at && <When at={at} className="figures" />}
            </span>
          </Tag>
        </li>
      ))}
    </ul>
  )
}

import type { CommandType } from '#domain/commands.ts'
import { commandAct } from '../../acts/acts.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import type { HoldLine } from '../../server/present-holds.server.ts'
import { Card } from '../../ui/card.tsx'
import { ActList } from '../acts/act-list.tsx'
import { HoldList } from '../shipment/hold-list.tsx'

type Props = {
  shipmentId: string
  seq: number
  allowed: readonly CommandType[]
  holds: readonly HoldLine[]
  context: ActContext
}

/** What stops the work on a shipment, and the form that does. */
export function HoldsCard({ shipmentId, seq, allowed, holds, context }: Props) {
  const canPlace = allowed.includes('place_hold')
  if (holds.length === 0 && !canPlace) return null
  return (
    <Card title="Holds" aside={holds.length === 0 && <span className="text-sm text-text-3">None</span>}>
      <HoldList holds={holds} shipmentId={shipmentId} canRelease={allowed.includes('release_hold')} />
      {canPlace && (
        <div className="mt-2">
          <ActList acts={[commandAct('place_hold', { name: 'Place a hold' })]} {...{ shipmentId, seq, context }} />
        </div>
      )}
    </Card>
  )
}

import type { CommandType } from '#domain/commands.ts'
import { isIn, type Status } from '#domain/status.ts'
import type { ShipmentView } from '#domain/views.ts'
import type { Option } from '../acts/field.ts'
import { actContextOf } from './act-context.server.ts'
import { type Asked, dayChoices, holdEnds, isReattempt } from './days.server.ts'

/** What sender and recipient may change about the delivery, with all that the forms show. */
export type Change = {
  shipmentId: string
  options: readonly ChangeOption[]
  /** Days as the command of the form wants them. */
  days: readonly Option[]
  /** Whether another day is a new attempt. */
  isReattempt: boolean
  holdEnds: readonly Option[]
  place: Readonly<Record<string, string>>
}

export type ChangeKind = 'day' | 'neighbour' | 'safe_place' | 'pickup_point' | 'address' | 'hold' | 'release' | 'return'

export type ChangeOption = {
  kind: ChangeKind
  /** Whether it is what stands now. */
  isChosen: boolean
  /** Why it cannot be had; null where it can. */
  whyNot: string | null
}

const returnable: readonly Status[] = ['picked_up', 'in_transit', 'attempt_failed', 'available_for_pickup']

const needs: Record<ChangeKind, CommandType> = {
  day: 'decide_delivery',
  neighbour: 'decide_delivery',
  safe_place: 'decide_delivery',
  pickup_point: 'decide_delivery',
  address: 'change_address',
  hold: 'place_hold',
  release: 'release_hold',
  return: 'decide_delivery',
}

const kinds = Object.keys(needs) as ChangeKind[]

/** Everything for the forms of a change; without options where nothing can be changed any more. */
export async function changeOf(asked: Asked): Promise<Change> {
  const { shipment, reading } = asked
  const options = changesIn(shipment)
  const hasDays = options.some(({ kind }) => kind === 'day')
  return {
    shipmentId: shipment.id,
    options,
    days: hasDays ? await dayChoices(asked) : [],
    isReattempt: isReattempt(shipment),
    holdEnds: holdEnds(reading),
    place: actContextOf(reading, shipment).places.dropoff,
  }
}

/** What can be chosen now; nothing once the courier is there or the journey is over. */
export function changesIn(shipment: ShipmentView): ChangeOption[] {
  const { allowedCommands, status, decision } = shipment
  return kinds
    .filter((kind) => allowedCommands.includes(needs[kind]))
    .filter((kind) => kind !== 'return' || isIn(returnable, status))
    .filter((kind) => kind !== 'hold' || !isHeldByCustomer(shipment))
    .filter((kind) => kind !== 'release' || isHeldByCustomer(shipment))
    .map((kind) => ({
      kind,
      isChosen: decision !== null && decision.option === (kind === 'day' ? 'reattempt' : kind),
      whyNot: kind === 'safe_place' && shipment.podPolicy.pin === 'required' ? pinWords : null,
    }))
}

const pinWords = 'Not for this parcel: it is handed over for the code only.'

function isHeldByCustomer({ holds }: ShipmentView): boolean {
  return holds.some(({ reason }) => reason === 'customer')
}

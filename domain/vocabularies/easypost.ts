import { type Line, rulesOf, type Vocabulary } from './vocabulary.ts'

/** Details that say more than the status they come with; each is read alike beside any of these statuses. */
const statuses = ['in_transit', 'out_for_delivery', 'failure', 'unknown'] as const

const details: readonly [detail: string, label: string, effect: Line[2]][] = [
  ['address_correction', 'The address had to be corrected', 'address'],
  ['damaged', 'Damaged on the way', 'damaged'],
  ['delayed', 'Delayed', 'late'],
  ['delivery_exception', 'A delivery was tried in vain', 'attempted'],
  ['held', 'Held by the carrier', 'depot'],
  ['lost', 'Reported lost', 'lost'],
  ['missorted', 'Sorted to the wrong facility', 'missorted'],
  ['refused', 'Refused by the recipient', 'refused'],
  ['weather_delay', 'Delayed by weather', 'weather'],
]

/** `failure`, `error` and `awaiting_information` alone are left out: a person decides (lifecycle.md §2.5). */
export const easypost: Vocabulary = {
  code: 'easypost',
  name: 'EasyPost trackers',
  source: 'EasyPost API documentation, Trackers: status and status_detail',
  rules: rulesOf([
    ['unknown', 'No news yet', 'note'],
    ['pre_transit', 'Label created', 'note'],
    ['in_transit', 'On the way', 'moving'],
    ['in_transit', 'Received at the origin facility', 'pickedUp', 'received_at_origin_facility'],
    ['out_for_delivery', 'Out for delivery', 'outForDelivery'],
    ['available_for_pickup', 'Waits at a pickup location', 'toCollect'],
    ['delivered', 'Delivered', 'delivered'],
    ['return_to_sender', 'On the way back', 'returning'],
    ...statuses.flatMap((status) => details.map(([detail, label, effect]): Line => [status, label, effect, detail])),
  ]),
}

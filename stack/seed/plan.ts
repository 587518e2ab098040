import type { WalkStatus } from '../walk.ts'
import { nth, recipients, senders } from './places.ts'

/** How far one shipment of the demonstration company has come, and what went wrong on the way. */
export type Plan = { key: string; booking: object; reach: WalkStatus | null; ending: Ending | null }

/** What happens after the walk: a command of the customer, the courier or the dispatcher. */
export type Ending = 'cancel' | 'fail_pickup' | 'fail_attempt' | 'decline' | 'raise' | 'rate'

type Group = { count: number; reach: WalkStatus | null; ending?: Ending; payment?: object | null; level?: string }

const account = { method: 'account' }
const storedCard = { method: 'card', paymentMethodId: 'pm_card_visa' }

/** Sixty shipments in all phases. A reach of null leaves them as they were booked. */
const groups: readonly Group[] = [
  { count: 2, reach: null, payment: null },
  { count: 3, reach: null, payment: { method: 'card' } },
  { count: 8, reach: 'confirmed' },
  { count: 2, reach: 'confirmed', payment: storedCard },
  { count: 1, reach: 'confirmed', payment: { method: 'cod', codAmount: { amount: 4_900, currency: 'EUR' } } },
  // These are late within half a minute, so that the queue of exceptions moves at once.
  { count: 3, reach: 'confirmed', level: 'demo' },
  { count: 5, reach: 'assigned' },
  { count: 2, reach: 'assigned', ending: 'decline' },
  { count: 4, reach: 'accepted' },
  { count: 3, reach: 'en_route_pickup' },
  { count: 2, reach: 'at_pickup' },
  { count: 2, reach: 'at_pickup', ending: 'fail_pickup' },
  { count: 5, reach: 'picked_up' },
  { count: 4, reach: 'out_for_delivery', payment: storedCard },
  { count: 1, reach: 'out_for_delivery', ending: 'raise' },
  { count: 2, reach: 'at_dropoff' },
  { count: 3, reach: 'at_dropoff', ending: 'fail_attempt' },
  { count: 3, reach: 'delivered', payment: storedCard },
  { count: 2, reach: 'delivered', ending: 'rate' },
  { count: 2, reach: 'closed', payment: storedCard },
  { count: 1, reach: 'confirmed', ending: 'cancel' },
]

const levels = ['next_day', 'same_day', 'economy', 'next_day']
const goods = ['Books', 'Crockery', 'Spare parts', 'Coffee', 'Stationery', 'Records', 'Glasses', 'Seedlings']

/** The same sixty each time: the key of each makes a second seeding find what the first one made. */
export function planShipments(): Plan[] {
  const expanded = groups.flatMap((group) => Array.from({ length: group.count }, () => group))
  return expanded.map(({ reach, ending, payment = account, level }, number) => ({
    key: `seed-${number + 1}`,
    reach,
    ending: ending ?? null,
    booking: {
      serviceLevel: level ?? nth(levels, number),
      sender: nth(senders, number),
      recipient: nth(recipients, number),
      parcels: [{ weightGrams: 400 + ((number * 731) % 6_000), description: nth(goods, number) }],
      reference: `WB-${1_001 + number}`,
      ...(payment && { payment }),
    },
  }))
}

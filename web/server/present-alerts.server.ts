import type { StaffChannel } from '#domain/ladder-steps.ts'
import type { AlertView, DeliveryState } from '#domain/views-operations.ts'
import { type Reading, type When, when } from '../format.ts'

type Delivery = { channel: string; state: DeliveryState; words: string; at: When | null; failure: string | null }

const channelNames: Record<StaffChannel, string> = { app: 'App', email: 'E-mail', sms: 'SMS', webhook: 'Webhook' }

const stateWords: Record<DeliveryState, string> = {
  waiting: 'goes out',
  held: 'held until',
  sent: 'sent',
  failed: 'failed',
}

/** One alert as a line of a list, with the way to its case for somebody of the staff or a courier. */
export function alertLineOf(alert: AlertView, reading: Reading) {
  const { id, level, type, words, trackingNumber, readAt } = alert
  return {
    ...{ id, level, type, words },
    number: trackingNumber,
    isUnread: readAt === null,
    exceptionId: alert.exceptionId,
    shipmentId: alert.shipmentId,
    at: when(alert.createdAt, reading),
    deliveries: alert.deliveries.map((delivery) => deliveryOf(delivery, reading)),
  }
}

export type AlertLine = ReturnType<typeof alertLineOf>

function deliveryOf({ channel, state, at, failure }: AlertView['deliveries'][number], reading: Reading): Delivery {
  const isTriedAgain = state === 'waiting' && failure !== null
  return {
    channel: channelNames[channel],
    state,
    words: isTriedAgain ? 'tried again' : stateWords[state],
    at: at === null ? null : when(at, reading),
    failure,
  }
}

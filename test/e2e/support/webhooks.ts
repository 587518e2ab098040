import type { Services } from '#api/services/contract.ts'
import { AppError } from '#domain/errors.ts'
import type { WebhookDeliveryView, WebhookEndpointView } from '#domain/views-webhooks.ts'
import { inMinutes } from './clock.ts'

type World = { isEmpty: boolean; sent: unknown[]; answer: unknown }

export const endpointIds = {
  good: '01900000-0000-7000-8000-00000000e001',
  failing: '01900000-0000-7000-8000-00000000e002',
  off: '01900000-0000-7000-8000-00000000e003',
}

const good: WebhookEndpointView = {
  id: endpointIds.good,
  partnerId: '01900000-0000-7000-8000-00000000f001',
  partnerName: 'Nordkurier Service',
  url: 'https://api.nordkurier.example/integrations/waybill/webhooks/production?tenant=berlin-brandenburg',
  description: 'Production',
  kinds: null,
  state: 'enabled',
  disabledReason: null,
  disabledAt: null,
  failingSince: null,
  lastSuccessAt: inMinutes(-2),
  waiting: 0,
  oldSecretUntil: inMinutes(900),
  createdAt: inMinutes(-90_000),
}

function endpoints(): WebhookEndpointView[] {
  return [
    good,
    {
      ...good,
      id: endpointIds.failing,
      url: 'https://staging.nordkurier.example/hook',
      description: 'Staging',
      kinds: ['shipment.picked_up', 'shipment.delivered', 'exception.raised'],
      failingSince: inMinutes(-200),
      lastSuccessAt: inMinutes(-240),
      waiting: 42,
      oldSecretUntil: null,
    },
    {
      ...good,
      id: endpointIds.off,
      url: 'https://old.nordkurier.example/',
      description: '',
      state: 'disabled',
      disabledReason: 'failing',
      disabledAt: inMinutes(-3_000),
      lastSuccessAt: null,
      waiting: 1000,
      oldSecretUntil: null,
    },
  ]
}

function deliveries(endpointId: string): WebhookDeliveryView[] {
  const body = JSON.stringify({ type: 'shipment.delivered', timestamp: inMinutes(-3), data: { seq: 11 } })
  const sent: WebhookDeliveryView = {
    id: '1041',
    messageId: 'msg_01900000-0000-7000-8000-000000000a01',
    endpointId,
    kind: 'shipment.delivered',
    shipmentId: '01900000-0000-7000-8000-000000000001',
    trackingNumber: 'WB7Q4K2M9X',
    seq: 11,
    state: 'sent',
    attempts: 2,
    nextAttemptAt: null,
    sentAt: inMinutes(-3),
    failure: null,
    createdAt: inMinutes(-4),
    body,
    log: [
      { attempt: 2, at: inMinutes(-3), outcome: 'sent', status: 204, durationMs: 87, reason: null },
      { attempt: 1, at: inMinutes(-4), outcome: 'failed', status: 503, durationMs: 40, reason: 'answered 503' },
    ],
  }
  const failed = { attempt: 3, at: inMinutes(-20), outcome: 'failed' as const, status: null, durationMs: 5_000 }
  return [
    sent,
    {
      ...sent,
      id: '1040',
      kind: 'exception.raised',
      state: 'waiting',
      attempts: 3,
      sentAt: null,
      nextAttemptAt: inMinutes(12),
      failure: 'no answer in 5 s',
      log: [{ ...failed, reason: 'no answer in 5 s' }],
    },
    { ...sent, id: '1039', kind: 'shipment.picked_up', state: 'failed', attempts: 15, sentAt: null, log: [] },
    { ...sent, id: '1038', kind: 'webhook.test', shipmentId: null, trackingNumber: null, seq: null, attempts: 1 },
  ]
}

/** Endpoints in every state, with messages of every kind. */
export function fakeWebhooks(world: World): Services['webhooks'] {
  const one = (id: string) => endpoints().find((endpoint) => endpoint.id === id)
  const found = async (id: string) => {
    const endpoint = one(id)
    if (!endpoint) throw new AppError('not_found', 'There is no such endpoint.')
    return endpoint
  }
  const sent = async (input: unknown) => {
    world.sent.push(input)
    if (world.answer instanceof AppError) throw world.answer
  }
  const secret = `whsec_${'bXkgc2VjcmV0'.repeat(4)}`
  return {
    list: async () => ({ items: world.isEmpty ? [] : endpoints(), nextCursor: null }),
    get: found,
    create: async (input) => sent(input).then(() => ({ ...good, secret })),
    update: async (id, input) => sent({ update: id, input }).then(() => found(id)),
    remove: async (id) => sent({ remove: id }),
    rotate: async (id) => sent({ rotate: id }).then(async () => ({ ...(await found(id)), secret })),
    enable: async (id) => sent({ enable: id }).then(() => found(id)),
    disable: async (id) => sent({ disable: id }).then(() => found(id)),
    test: async (id) => sent({ test: id }).then(() => ({ id: '1042' })),
    replay: async (id, input) => sent({ replay: id, input }).then(() => ({ messages: 12 })),
    deliveries: async (query) => {
      const { endpointId = '' } = query as { endpointId?: string }
      return { items: world.isEmpty ? [] : deliveries(endpointId), nextCursor: null }
    },
  }
}

import type { Card } from './cards.ts'
import { endpointIds } from './webhooks.ts'

/** Where partners are told of events, as the partner and as an admin see it. */
export const webhookCards: Record<string, Card> = {
  webhooks: { path: '/partner/webhooks', role: 'partner' },
  'webhooks, none': { path: '/partner/webhooks', role: 'partner', isEmpty: true },
  'webhook endpoint': { path: `/partner/webhooks/${endpointIds.good}?done=test`, role: 'partner' },
  'webhook endpoint in trouble': { path: `/partner/webhooks/${endpointIds.failing}`, role: 'partner' },
  'webhook endpoint, switched off, no messages': {
    path: `/partner/webhooks/${endpointIds.off}?state=failed`,
    role: 'partner',
    isEmpty: true,
  },
  'webhooks of all partners': { path: '/admin/webhooks', role: 'admin' },
  'webhooks of all partners, none': { path: '/admin/webhooks', role: 'admin', isEmpty: true },
  'webhook endpoint, for an admin': { path: `/admin/webhooks/${endpointIds.failing}`, role: 'admin' },
}

import type { Card } from './cards.ts'
import { whatIfIds } from './policies.ts'

/** What an admin does with a policy and with the zones. */
export const policyCards: Record<string, Card> = {
  'what if': { path: '/admin/service-levels/next_day/what-if', role: 'admin' },
  'what if, running': { path: `/admin/what-if/${whatIfIds.running}`, role: 'admin' },
  'what if, its outcome': { path: `/admin/what-if/${whatIfIds.done}`, role: 'admin' },
  'what if, nothing to replay': { path: `/admin/what-if/${whatIfIds.nothing}`, role: 'admin' },
  'applying a level': { path: '/admin/service-levels/next_day/apply', role: 'admin' },
  zones: { path: '/admin/zones?code=Berlin+Nord', role: 'admin' },
  'zones, none': { path: '/admin/zones', role: 'admin', isEmpty: true },
  zone: { path: '/admin/zones/berlin_nord?saved', role: 'admin' },
  'zone, new': { path: '/admin/zones/potsdam', role: 'admin' },
}

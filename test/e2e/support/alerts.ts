import type { Services } from '#api/services/contract.ts'
import { alertWords, defaultAlertPreferences, type SmsView } from '#domain/alerts.ts'
import { AppError } from '#domain/errors.ts'
import type { AlertPreferencesView, AlertView } from '#domain/views-operations.ts'
import { inMinutes } from './clock.ts'

type World = { isEmpty: boolean; sent: unknown[]; answer: unknown; unread: number; sound: boolean }

const deliveries: AlertView['deliveries'] = [
  { channel: 'app', state: 'sent', at: inMinutes(-33), failure: null },
  { channel: 'email', state: 'held', at: inMinutes(420), failure: null },
  { channel: 'sms', state: 'failed', at: null, failure: 'no phone number' },
  { channel: 'webhook', state: 'waiting', at: inMinutes(3), failure: 'answered 503' },
]

function alert(level: number, readAt: string | null): AlertView {
  const type = level === 1 ? 'recipient_unavailable' : 'delivery_overdue'
  const reason = level === 1 ? 'undecided' : 'promise_missed'
  return {
    id: String(level),
    exceptionId: `01900000-0000-7000-8000-0000000000e${level}`,
    shipmentId: '01900000-0000-7000-8000-000000000001',
    trackingNumber: `WB7Q4K2M0${level}`,
    type,
    level,
    words: alertWords({ type, reason, level, kind: level === 1 ? 'raised' : 'escalated', reader: 'dispatcher' }),
    createdAt: inMinutes(-33 * level),
    readAt,
    deliveries: deliveries.slice(0, level),
  }
}

/** Alerts of every level with every state of delivery. */
export function fakeAlerts(world: World): Services['alerts'] {
  const preferences: AlertPreferencesView = {
    ...defaultAlertPreferences,
    phone: '+4930123456',
    muted: [{ type: 'stale', until: inMinutes(300) }],
  }
  return {
    list: async (query) => {
      const isUnread = (query as { unread?: string }).unread === 'true'
      const items = isUnread ? [4, 3, 2].map((level) => alert(level, null)) : [alert(1, inMinutes(-5))]
      return { items: world.isEmpty ? [] : items, nextCursor: null, unread: world.isEmpty ? 0 : 3 }
    },
    read: async (input) => {
      world.sent.push(input)
      return { unread: 0 }
    },
    bell: async () => ({
      unread: world.isEmpty ? 0 : world.unread,
      loudest: world.isEmpty ? null : String(world.unread),
      sound: world.sound,
      atMs: Date.now(),
    }),
    preferences: async () => preferences,
    setPreferences: async (input) => {
      world.sent.push(input)
      if (world.answer instanceof AppError) throw world.answer
      return preferences
    },
    undelivered: async () => (world.isEmpty ? [] : [{ ...alert(3, null), person: 'Ruben Castillo' }]),
  }
}

/** A text that no provider has taken. */
export function texts(): SmsView[] {
  const text = 'Waybill L3: Delivery overdue (promise missed), WB7Q4K2M03. http://localhost/alerts'
  return [{ id: '1', to: '+4930123456', text, createdAt: inMinutes(-2), copies: 2 }]
}

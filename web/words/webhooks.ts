import type { DisabledReason, MessageState } from '#domain/webhooks.ts'

type Tone = 'neutral' | 'info' | 'ok' | 'warn' | 'danger'
type Row = { name: string; tone: Tone }

export const messageStateTable: Record<MessageState, Row> = {
  waiting: { name: 'Waiting', tone: 'info' },
  sent: { name: 'Delivered', tone: 'ok' },
  failed: { name: 'Given up', tone: 'danger' },
}

/** Why an endpoint is off, and what to do about it. */
export const disabledTable: Record<DisabledReason, Row & { words: string }> = {
  by_person: {
    name: 'Off',
    tone: 'neutral',
    words:
      'Somebody has switched it off. It is told of nothing that happens meanwhile; what waited before still waits.',
  },
  failing: {
    name: 'Switched off',
    tone: 'danger',
    words:
      'For three days nothing has arrived here. Switch it on again within 30 days, and it gets everything that waits, in order.',
  },
  gone: {
    name: 'Switched off',
    tone: 'danger',
    words: 'It answered 410: that the address is gone for good. Give it another one, then switch it on.',
  },
}

export const onRow: Row = { name: 'On', tone: 'ok' }
export const troubledRow: Row = { name: 'In trouble', tone: 'warn' }

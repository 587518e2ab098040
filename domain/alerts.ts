import { type ExceptionType, exceptionRow } from './exception-types.ts'
import type { Instant } from './views.ts'
import type { AlertPreferencesView } from './views-operations.ts'

/** What may have happened to an exception that its people are told of. */
export const alertKinds = ['raised', 'reopened', 'escalated'] as const
export type AlertKind = (typeof alertKinds)[number]

/** As what somebody is told, the nearest first: of several reasons the first one is named. */
export const alertReaders = ['owner', 'courier', 'dispatcher', 'supervisor', 'admin'] as const
export type AlertReader = (typeof alertReaders)[number]

/** From this level on nobody can switch an alert off, and no quiet hours hold. */
export const urgentLevel = 3

/** So many alerts to one person within the window become one digest (lifecycle.md §8). */
export const digestFrom = 5

/** How somebody is told who has chosen nothing. */
export const defaultAlertPreferences: AlertPreferencesView = {
  email: true,
  sms: false,
  webhook: false,
  phone: null,
  webhookUrl: null,
  sound: false,
  quietFrom: '21:00',
  quietTo: '08:00',
  zone: 'Europe/Berlin',
  muted: [],
}

/** What an alert says, wherever it is read. */
export type AlertFacts = { type: ExceptionType; reason: string; level: number; kind: AlertKind; reader: AlertReader }

const happened: Record<AlertKind, (level: number) => string> = {
  raised: (level) => `was raised at level ${level}`,
  reopened: (level) => `came back at level ${level}`,
  escalated: (level) => `has climbed to level ${level}`,
}

const because: Record<AlertReader, string> = {
  owner: 'because it is yours to solve',
  courier: 'because the parcel is with you',
  dispatcher: 'as a dispatcher',
  supervisor: 'as a supervisor',
  admin: 'as an administrator',
}

/** What is wrong and why this person is told, in one sentence. */
export function alertWords({ type, reason, level, kind, reader }: AlertFacts): string {
  const what = `${exceptionRow(type).name} (${reason.replaceAll('_', ' ')})`
  return `${what} ${happened[kind](level)}; you are told ${because[reader]}.`
}

/** What the bell of somebody shows: how many are unread, up to a hundred. */
export type BellView = {
  unread: number
  /** The newest unread alert that may sound; null for none. */
  loudest: string | null
  sound: boolean
  /** When it was read: of two the later one counts. */
  atMs: number
}

/** A text message that was kept instead of being sent. */
export type SmsView = { id: string; to: string; text: string; createdAt: Instant; copies: number }

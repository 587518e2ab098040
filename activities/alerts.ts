import type { DatabasePool } from 'slonik'
import { fanOutAlerts } from '#db/alert-fan-out.ts'
import { finishMessage, postponeMessage, takeMessages, type WaitingMessage } from '#db/alert-sending.ts'
import { renderAlertMail } from './alert-mail.ts'
import { alertJson, alertText } from './alert-texts.ts'
import type { Mailer } from './mail.ts'
import type { SmsAdapter } from './sms.ts'
import type { WebhookPoster } from './webhook.ts'

export type AlertDependencies = {
  pool: DatabasePool
  mailer: Mailer
  sms: SmsAdapter
  postWebhook: WebhookPoster
  publicUrl: string
  /** How long a wave of alerts is let come in before a message that is not urgent goes out. */
  settleMs: number
}

const eventsAtOnce = 500
const messagesAtOnce = 20
/** About five hours with the pauses of `postponeMessage`. */
const mostAttempts = 12

/** Tells the staff in the app of what has happened since; true when more is waiting. */
export async function tellStaff({ pool }: AlertDependencies): Promise<boolean> {
  const { rows } = await fanOutAlerts(pool, eventsAtOnce)
  return rows === eventsAtOnce
}

/** Sends what waits for people outside of the app, one message a person and way; true when more is waiting. */
export async function sendAlerts(dependencies: AlertDependencies): Promise<boolean> {
  const { pool, settleMs } = dependencies
  const messages = await takeMessages(pool, { settleMs, limit: messagesAtOnce })
  await Promise.all(messages.map((message) => sendMessage(dependencies, message)))
  return messages.length > 0
}

async function sendMessage(dependencies: AlertDependencies, message: WaitingMessage): Promise<void> {
  const { pool } = dependencies
  const { key, attempts } = message
  const outcome = await senders[message.channel](dependencies, message)
  if (outcome.kind === 'sent') await finishMessage(pool, key, null)
  else if (outcome.kind === 'refused') await finishMessage(pool, key, outcome.reason)
  else if (attempts >= mostAttempts) await finishMessage(pool, key, `gave up: ${outcome.reason}`)
  else await postponeMessage(pool, { key, attempts, failure: outcome.reason })
}

type Outcome = { kind: 'sent' } | { kind: 'refused' | 'failed'; reason: string }

type Send = (dependencies: AlertDependencies, message: WaitingMessage) => Promise<Outcome>

/** Each way out; the id is made of the key alone, so that a repeat after a lost answer is the same message. */
const senders: Record<WaitingMessage['channel'], Send> = {
  email: async ({ mailer, publicUrl }, message) => {
    try {
      const mail = renderAlertMail(message, publicUrl)
      const outcome = await mailer.send({ messageId: idOf(message), to: message.email, ...mail })
      return outcome.kind === 'sent' ? outcome : { kind: 'refused', reason: `refused (${outcome.code})` }
    } catch {
      return { kind: 'failed', reason: 'the mail server does not take it' }
    }
  },
  sms: async ({ sms, publicUrl }, message) => {
    if (message.phone === null) return { kind: 'refused', reason: 'no phone number' }
    try {
      return await sms.send({ messageId: idOf(message), to: message.phone, text: alertText(message, publicUrl) })
    } catch {
      return { kind: 'failed', reason: 'the provider does not take it' }
    }
  },
  webhook: async ({ postWebhook, publicUrl }, message) => {
    if (message.webhookUrl === null) return { kind: 'refused', reason: 'no address' }
    return await postWebhook({
      url: message.webhookUrl,
      messageId: idOf(message),
      body: alertJson(message, publicUrl),
    })
  },
}

function idOf({ key }: WaitingMessage): string {
  return `alert-${key}`
}

import type { CommonQueryMethods } from 'slonik'
import { logText } from '#db/sms-log.ts'

export type Sms = { messageId: string; to: string; text: string }

/** `refused` is final: the number will not be reached, now or later. What may pass is thrown. */
export type SmsOutcome = { kind: 'sent' } | { kind: 'refused'; reason: string }

/** The way to a provider of text messages; a repeat of the same message id must be the same text. */
export type SmsAdapter = { send: (sms: Sms) => Promise<SmsOutcome> }

/** No provider is configured: texts are kept where developers can read them, and reach nobody. */
export function createLocalSms(db: CommonQueryMethods): SmsAdapter {
  return {
    send: async (sms) => {
      await logText(db, sms)
      return { kind: 'sent' }
    },
  }
}

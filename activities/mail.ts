import { createTransport } from 'nodemailer'

export type Mail = {
  messageId: string
  to: string
  subject: string
  text: string
  html: string | null
  attachment?: { name: string; contentType: string; content: Buffer }
}

/** `refused` is final: the receiving server will not take this message, now or later. */
export type MailOutcome = { kind: 'sent' } | { kind: 'refused'; code: number }

export type MailerSettings = { smtpUrl: string; from: string }

export type Mailer = ReturnType<typeof createMailer>

function responseCodeOf(error: unknown): number {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : 0
  return typeof code === 'number' ? code : 0
}

/** A Message-ID made of the outbox row alone: a repeat after a lost answer is the same message. */
export function messageIdOf(messageId: string, from: string): string {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'waybill.example'
  return messageId.startsWith('<') ? messageId : `<${messageId}@${domain}>`
}

/** Header text on one line: a line break in a name must never begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function attachmentOf({ name, contentType, content }: NonNullable<Mail['attachment']>) {
  return { filename: name, contentType, content }
}

/** Sends e-mail over a few kept connections. What may pass is thrown, so that the delivery is tried again. */
export function createMailer({ smtpUrl, from }: MailerSettings) {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ messageId, to, subject, text, html, attachment }: Mail): Promise<MailOutcome> {
      try {
        await transport.sendMail({
          from,
          // An object, so that a comma or a bracket in the address names nobody else.
          to: { name: '', address: oneLine(to) },
          subject: oneLine(subject),
          messageId: messageIdOf(messageId, from),
          headers: { 'Auto-Submitted': 'auto-generated' },
          text,
          ...(html === null ? {} : { html }),
          ...(attachment && { attachments: [attachmentOf(attachment)] }),
        })
        return { kind: 'sent' }
      } catch (error) {
        const code = responseCodeOf(error)
        if (code >= 500 && code < 600) return { kind: 'refused', code }
        // The server's own words may repeat an address, which must not reach a history or a log.
        throw new Error(`The mail server could not take the message (${code || 'no answer'}).`)
      }
    },

    /** Ends the kept connections. */
    close(): void {
      transport.close()
    },
  }
}

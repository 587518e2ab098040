import { setTimeout as sleep } from 'node:timers/promises'
import { Context } from '@temporalio/activity'
import type { DatabasePool } from 'slonik'
import { claimMails, finishMail, postponeMail, type WaitingMail } from '#db/outbox.ts'
import type { Mailer } from './mail.ts'
import { renderMail } from './mail-render.ts'
import { isMailedNotice } from './mail-templates.ts'
import { mailFacts } from './notice-facts.ts'

export type OutboxActivities = ReturnType<typeof createOutboxActivities>

export type OutboxDependencies = {
  pool: DatabasePool
  mailer: Mailer
  /** The page that a mail leads to: for the recipient with a link that needs no account. */
  trackUrl: (mail: WaitingMail) => string
  pauseMs: number
  /** Aborted when the worker stops, so that nobody waits for the end of a round. */
  stopping: AbortSignal
}

const roundMs = 10 * 60_000
const batchSize = 20
/** About three days with the pauses of `postponeMail`. */
const mostAttempts = 80

/** Sends what waits in the outbox, at least once and each under its own Message-ID. */
export function createOutboxActivities(dependencies: OutboxDependencies) {
  return {
    /** Drains for ten minutes, then returns so that the workflow can start the next round. */
    async drainOutbox(): Promise<void> {
      const { cancellationSignal, heartbeat } = contextOf()
      const ending = AbortSignal.any([cancellationSignal, dependencies.stopping])
      const endsAtMs = Date.now() + roundMs
      while (Date.now() < endsAtMs && !ending.aborted) {
        heartbeat()
        const mails = await claimMails(dependencies.pool, batchSize)
        await Promise.all(mails.map((mail) => sendOne(dependencies, mail)))
        if (mails.length < batchSize)
          await sleep(dependencies.pauseMs, undefined, { signal: ending }).catch(() => undefined)
      }
    },
  }
}

function contextOf() {
  const context = Context.current()
  return { cancellationSignal: context.cancellationSignal, heartbeat: () => context.heartbeat() }
}

async function sendOne({ pool, mailer, trackUrl }: OutboxDependencies, mail: WaitingMail): Promise<void> {
  const to = mail.audience === 'R' ? mail.recipientEmail : mail.senderEmail
  if (!to || !isMailedNotice(mail.notice)) {
    await finishMail(pool, mail.id, to ? 'no template' : 'no address')
    return
  }
  const notice = { trackingNumber: mail.trackingNumber, trackUrl: trackUrl(mail), facts: mailFacts(mail) }
  try {
    const outcome = await mailer.send({ messageId: `outbox-${mail.id}`, to, ...renderMail(mail.notice, notice) })
    await finishMail(pool, mail.id, outcome.kind === 'sent' ? null : `refused (${outcome.code})`)
  } catch {
    // The mailer names no reason that may be kept; the row shows how often it was tried.
    if (mail.attempts >= mostAttempts) await finishMail(pool, mail.id, 'gave up')
    else await postponeMail(pool, mail)
  }
}

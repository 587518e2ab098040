import { setTimeout as sleep } from 'node:timers/promises'
import { Context } from '@temporalio/activity'
import type { DatabasePool } from 'slonik'
import { claimMails, finishMail, isFirstToTell, postponeMail, type WaitingMail } from '#db/outbox.ts'
import { foldReportFacts } from '#db/report-facts.ts'
import { type AlertDependencies, sendAlerts, tellStaff } from './alerts.ts'
import { lookForLostStartsMs } from './lost-starts.ts'
import type { Mailer } from './mail.ts'
import { renderMail } from './mail-render.ts'
import { isMailedNotice } from './mail-templates.ts'
import { mailFacts } from './notice-facts.ts'
import { tellPartnersMs } from './partner-notices.ts'
import { lookForReportsMs, type ReportDependencies, sendReports } from './report-runs.ts'

export type OutboxActivities = ReturnType<typeof createOutboxActivities>

export type OutboxDependencies = {
  pool: DatabasePool
  mailer: Mailer
  /** The page that a mail leads to: for the recipient with a link that needs no account. */
  trackUrl: (mail: WaitingMail) => string
  /** What tells the staff, beside the mails of customers. */
  alerts: AlertDependencies
  /** What makes and mails reports. */
  reports: ReportDependencies
  /** Begins long work that was stored and never started. */
  startWhatWasLost: () => Promise<void>
  /** Hands on what partners are told by webhook; true when more is waiting. */
  relayWebhooks: () => Promise<boolean>
  /** Tells partners what became of their files, and of an endpoint that is off. */
  tellPartners: () => Promise<void>
  pauseMs: number
  /** Aborted when the worker stops, so that nobody waits for the end of a round. */
  stopping: AbortSignal
}

const roundMs = 10 * 60_000
const batchSize = 20
/** About three days with the pauses of `postponeMail`. */
const mostAttempts = 80

/** Reports lag by this and a little; what a parcel does within it costs one look at its history. */
const foldEveryMs = 2_000
/** Few enough that nothing else in this process waits long while their histories are read. */
const marksAtOnce = 200

/** So often in a row a loop may fail before the round ends, where Temporal shows it. */
const mostFailures = 5
const longestPauseMs = 60_000

/** Sends what waits in the outbox, at least once and each under its own Message-ID. */
export function createOutboxActivities(dependencies: OutboxDependencies) {
  const { alerts, pauseMs, stopping } = dependencies
  const rounds = [
    { round: () => sendMails(dependencies), pauseMs },
    { round: () => tellStaff(alerts), pauseMs },
    { round: () => sendAlerts(alerts), pauseMs },
    { round: () => dependencies.startWhatWasLost().then(() => false), pauseMs: lookForLostStartsMs },
    { round: dependencies.relayWebhooks, pauseMs },
    { round: () => dependencies.tellPartners().then(() => false), pauseMs: tellPartnersMs },
    { round: () => foldReports(dependencies), pauseMs: foldEveryMs },
    { round: () => sendReports(dependencies.reports), pauseMs: lookForReportsMs },
  ]
  return {
    /** Drains for ten minutes, then returns so that the workflow can start the next round. */
    async drainOutbox(): Promise<void> {
      const { cancellationSignal, heartbeat } = contextOf()
      const broken = new AbortController()
      const ending = AbortSignal.any([cancellationSignal, stopping, broken.signal])
      const pace = { endsAtMs: Date.now() + roundMs, ending, heartbeat }
      const loops = rounds.map(({ round, ...own }) => keepOn(round, { ...pace, ...own }))
      try {
        await Promise.all(loops)
      } finally {
        broken.abort()
        await Promise.allSettled(loops)
      }
    },
  }
}

type Pace = { endsAtMs: number; pauseMs: number; ending: AbortSignal; heartbeat: () => void }

/** Does a round again and again, at once where more is waiting; what fails here does not hold up the other loops. */
async function keepOn(round: () => Promise<boolean>, { endsAtMs, pauseMs, ending, heartbeat }: Pace): Promise<void> {
  for (let failures = 0; Date.now() < endsAtMs && !ending.aborted; ) {
    heartbeat()
    let hasMore = false
    try {
      hasMore = await round()
      failures = 0
    } catch (error) {
      failures++
      if (failures >= mostFailures) throw error
    }
    if (!hasMore)
      await sleep(Math.min(pauseMs * 2 ** failures, longestPauseMs), undefined, { signal: ending }).catch(
        () => undefined,
      )
  }
}

/** True when more mails of customers are waiting. */
async function sendMails(dependencies: OutboxDependencies): Promise<boolean> {
  const mails = await claimMails(dependencies.pool, batchSize)
  await Promise.all(mails.map((mail) => sendOne(dependencies, mail)))
  return mails.length === batchSize
}

/** True when more was marked meanwhile. */
async function foldReports({ pool }: OutboxDependencies): Promise<boolean> {
  return (await foldReportFacts(pool, marksAtOnce)) === marksAtOnce
}

function contextOf() {
  const context = Context.current()
  return { cancellationSignal: context.cancellationSignal, heartbeat: () => context.heartbeat() }
}

/** A reminder of a step that is over, or decided, reminds of nothing. */
function isPast({ facts, status, isDecided }: WaitingMail): boolean {
  return typeof facts.onlyWhile === 'string' && (facts.onlyWhile !== status || isDecided)
}

async function sendOne({ pool, mailer, trackUrl }: OutboxDependencies, mail: WaitingMail): Promise<void> {
  const to = mail.audience === 'R' ? mail.recipientEmail : mail.senderEmail
  const notice = mail.notice.split(':')[0] ?? ''
  if (isPast(mail)) {
    await finishMail(pool, mail.id, 'not needed any more')
    return
  }
  if (!to || !isMailedNotice(notice)) {
    await finishMail(pool, mail.id, to ? 'no template' : 'no address')
    return
  }
  const { bulletinId } = mail.facts
  if (typeof bulletinId === 'string' && !(await isFirstToTell(pool, { bulletinId, address: to, outboxId: mail.id }))) {
    await finishMail(pool, mail.id, 'told once already')
    return
  }
  const told = { trackingNumber: mail.trackingNumber, trackUrl: trackUrl(mail), facts: mailFacts(mail) }
  try {
    const outcome = await mailer.send({ messageId: `outbox-${mail.id}`, to, ...renderMail(notice, told) })
    await finishMail(pool, mail.id, outcome.kind === 'sent' ? null : `refused (${outcome.code})`)
  } catch {
    // The mailer names no reason that may be kept; the row shows how often it was tried.
    if (mail.attempts >= mostAttempts) await finishMail(pool, mail.id, 'gave up')
    else await postponeMail(pool, mail)
  }
}

import * as wf from '@temporalio/workflow'
import type { EffectActivities } from '#activities/effects.ts'
import type { ProjectionActivities } from '#activities/projection.ts'
import { apply } from '#domain/apply.ts'
import { decide, recordRefusal, type ShipmentCommand } from '#domain/decide.ts'
import { type Effect, effectsOf, stepOf } from '#domain/effects.ts'
import type { Refusal } from '#domain/errors.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import type { Command } from '#domain/payloads.ts'
import { nextDeadline, pending } from '#domain/rearm.ts'
import { isClosed } from '#domain/shipment.ts'
import { upgraded } from '#domain/upgrade.ts'
import { type Carried, command, type Outcome, report, reports, shipmentState } from './messages.ts'
import { lost, timerDue } from './own-commands.ts'

const { project } = wf.proxyLocalActivities<ProjectionActivities>({
  startToCloseTimeout: '1.5s',
  retry: { initialInterval: '200ms', maximumAttempts: 4 },
})
const { perform } = wf.proxyActivities<EffectActivities>({
  taskQueue: 'io',
  startToCloseTimeout: '30s',
  // Stripe forgets its keys after a day: no call may be tried longer (lifecycle.md §7.4).
  scheduleToCloseTimeout: '20h',
})

const ringSize = 64
const messagesPerRun = 1_500

/** One shipment, from booking until its money is settled. An overdue step is escalated, never lost. */
export async function shipmentWorkflow({ shipment, ring }: Carried): Promise<void> {
  let s = upgraded(shipment)
  const outcomes = new Map<string, Outcome>(ring.map((outcome) => [outcome.commandId, outcome]))
  const events: ShipmentEvent[] = []
  const effects: Effect[] = []
  let [committed, taken, running, leaving] = [s.seq, 0, 0, false]

  /** What the validator has just worked out for the handler that follows it; never there in a replay. */
  let prepared: { commandId: string; seq: number; verdict: ReturnType<typeof decide> } | null = null

  /** Synchronous: the next message of the same task already sees the new state. */
  function take(given: ShipmentCommand): Outcome {
    taken++
    const known = outcomes.get(given.commandId)
    if (known) return known
    const isPrepared = prepared?.commandId === given.commandId && prepared.seq === s.seq
    const verdict = isPrepared && prepared ? prepared.verdict : decide(s, given, Date.now())
    prepared = null
    const outcome: Outcome = { commandId: given.commandId, seq: s.seq }
    // A refusal is not remembered: a repeat of it is judged anew (T2).
    if ('code' in verdict) return { ...outcome, refusal: verdict }
    write(verdict)
    outcome.seq = s.seq
    remember(outcome)
    return outcome
  }

  function write(made: readonly ShipmentEvent[]): void {
    for (const event of made) {
      s = apply(s, event)
      events.push(event)
      effects.push(...effectsOf(s, event))
    }
  }

  function remember(outcome: Outcome): void {
    outcomes.set(outcome.commandId, outcome)
    for (const oldest of outcomes.keys()) {
      if (outcomes.size <= ringSize) break
      outcomes.delete(oldest)
    }
  }

  wf.setHandler(
    command,
    async (given) => {
      const outcome = take(given)
      if (outcome.refusal) refuse(outcome.refusal)
      // Answer only when PostgreSQL has it.
      await wf.condition(() => committed >= outcome.seq)
      return outcome
    },
    {
      validator: (given) => {
        if (outcomes.has(given.commandId)) return
        const verdict = decide(s, given, Date.now())
        if ('code' in verdict) refuse(verdict)
        prepared = { commandId: given.commandId, seq: s.seq, verdict }
      },
    },
  )
  wf.setHandler(report, hear)
  wf.setHandler(reports, (several) => several.forEach(hear))
  wf.setHandler(shipmentState, () => s)

  function hear(given: Command): void {
    const { refusal } = take(given)
    if (refusal) write(recordRefusal(s, given, { code: refusal.code, nowMs: Date.now() }))
  }

  async function carryOut(effect: Effect): Promise<void> {
    running++
    // By the step that asked for it: the same call once more is another command.
    const commandId = `${s.id}:${effect.kind}:${stepOf(effect)}/${s.seq}`
    hear(await perform({ commandId, shipmentId: s.id, effect }).catch(() => lost(commandId, effect)))
    running--
  }

  function isFull(): boolean {
    return wf.workflowInfo().continueAsNewSuggested || taken >= messagesPerRun
  }

  /** The only writer: keeps the order, and answers nobody before PostgreSQL has it. */
  async function drain(): Promise<void> {
    while (!leaving) {
      await wf.condition(
        () => events.length > 0 || (running === 0 && wf.allHandlersFinished() && (isClosed(s) || isFull())),
      )
      const [batch, seen] = [events.splice(0), taken]
      if (batch.length === 0) {
        // Closed, or full: then wait for a second of silence and leave alone in a task.
        if (!isClosed(s)) await wf.condition(() => taken !== seen, '1s')
        leaving = isClosed(s) || taken === seen
        continue
      }
      const asked = effects.splice(0)
      while (!(await isProjected(batch))) await wf.sleep('10s')
      committed = batch.at(-1)?.seq ?? committed
      for (const effect of asked) void carryOut(effect)
    }
  }

  function isProjected(batch: ShipmentEvent[]): Promise<boolean> {
    return project({ shipment: s, events: batch, fenceMs: Date.now() }).then(
      () => true,
      () => false,
    )
  }

  /** One timer per shipment, set to its earliest deadline; whatever fires asks the state what is due. */
  async function watchDeadline(): Promise<void> {
    while (!leaving) {
      const [due, status] = [nextDeadline(s), s.status]
      const hasMoved = () => leaving || nextDeadline(s) < due || s.status !== status
      const hasFired =
        due === Number.POSITIVE_INFINITY
          ? await wf.condition(hasMoved)
          : !(await wf.condition(hasMoved, Math.max(1, due - Date.now())))
      if (hasFired && !leaving) takeWhatIsDue()
    }
  }

  function takeWhatIsDue(): void {
    for (;;) {
      const [first] = pending(s)
      if (!first || first.armedForMs > Date.now()) return
      take(timerDue(first))
    }
  }

  await Promise.all([drain(), watchDeadline()])
  if (!isClosed(s)) await wf.continueAsNew<typeof shipmentWorkflow>({ shipment: s, ring: [...outcomes.values()] })
}

function refuse(refusal: Refusal): never {
  throw wf.ApplicationFailure.nonRetryable(refusal.message, refusal.code, refusal)
}

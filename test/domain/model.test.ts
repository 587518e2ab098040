import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor } from '#domain/actors.ts'
import { allowedCommands } from '#domain/allowed.ts'
import { apply, fold } from '#domain/apply.ts'
import { type CommandType, commandTypes, correctTargets } from '#domain/commands.ts'
import { decide, type ShipmentCommand } from '#domain/decide.ts'
import { effectsOf } from '#domain/effects.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { actionTypes } from '#domain/exception-actions.ts'
import { exceptionRow, exceptionTypes, failAttemptReasons, failPickupReasons } from '#domain/exception-types.ts'
import { cancellationFeeMinor } from '#domain/fees.ts'
import { givenHoldReasons } from '#domain/holds.ts'
import { type MappingVerdict, partnerStatuses } from '#domain/mapping.ts'
import { noticesOf } from '#domain/notices.ts'
import {
  deliveryOptions,
  disputeKinds,
  incidentReasons,
  type Payloads,
  type RunCommand,
  settlementDecisions,
  type WorkflowCommandType,
} from '#domain/payloads.ts'
import { postingsOf } from '#domain/postings.ts'
import { nextDeadline, pending } from '#domain/rearm.ts'
import { freshShipment, type Shipment } from '#domain/shipment.ts'
import { isEdge, rankOf } from '#domain/status.ts'
import { eventWords } from '#domain/words.ts'
import {
  bookCommand,
  courier,
  dispatcher,
  goodProof,
  otherCourier,
  recipient,
  sender,
  shipmentId,
  supervisor,
  system,
  t0,
} from './builders.ts'

const runs = 10_000
const partner: Actor = { kind: 'P', id: 'partner-1' }
const people: readonly Actor[] = [
  sender,
  recipient,
  courier,
  courier,
  courier,
  otherCourier,
  dispatcher,
  supervisor,
  partner,
  partner,
]

/** Small numbers that a sequence is made of; what they mean depends on where the shipment stands. */
const step = fc.record({
  what: fc.nat(999),
  who: fc.nat(people.length - 1),
  pick: fc.nat(999),
  waitMs: fc.constantFrom(0, 0, 0, 1_000, 60_000, 900_000, 3_600_000, 90_000_000),
  isLate: fc.boolean(),
  repeats: fc.integer({ min: 1, max: 10 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** The straight way, of which each history begins with some steps. */
const straight = [
  'assign',
  'accept',
  'start',
  'arrive_pickup',
  'pick_up',
  'start',
  'arrive_dropoff',
  'deliver',
] as const

const booking = fc.record({
  headStart: fc.nat(straight.length),
  payment: fc.constantFrom(
    null,
    { method: 'account', paymentMethodId: null, codMinor: null } as const,
    { method: 'card', paymentMethodId: 'pm_1', codMinor: null } as const,
    { method: 'cod', paymentMethodId: null, codMinor: 900 } as const,
  ),
  carriage: fc.constantFrom('own', 'own', 'own', 'drop_off' as const),
})

test('ten thousand random histories keep the invariants', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(booking, fc.array(step, { minLength: 5, maxLength: 40 }), ({ headStart, ...wish }, steps) => {
      const world = new Model(bookCommand({ ...wish, parcels: 2 }))
      for (const type of straight.slice(0, headStart)) world.goStraight(type)
      for (const one of steps) world.take(one)
      world.check()
      for (const event of world.events) seen.add(event.type)
    }),
    { numRuns: runs, seed: 20_261_125 },
  )
  // The walk is only as good as what it reached.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'closed',
      'attempt_failed',
      'exception_escalated',
      'exception_reopened',
      'delivery_verified',
      'money_noted',
      'cancelled',
      'fact_kept',
      'hold_placed',
      'hold_released',
      'exception_snoozed',
      'exception_woken',
      'return_completed',
      'marked_lost',
      'settlement_decided',
      'corrected',
      'partner_event_applied',
      'partner_event_kept',
      'outsourced',
      'rerouted',
    ]),
  )
}, 120_000)

/** A partner's word may leave steps out, as long as the parcel is further on its way. */
function isRise({ type }: ShipmentEvent, before: Shipment, after: Shipment): boolean {
  return type === 'partner_event_applied' && rankOf(after.status) > rankOf(before.status)
}

class Model {
  shipment: Shipment = freshShipment(shipmentId)
  events: ShipmentEvent[] = []
  answers = new Map<string, number>()
  given: ShipmentCommand[] = []
  nowMs = t0

  constructor(book: ShipmentCommand) {
    this.give(book)
  }

  goStraight(type: (typeof straight)[number]): void {
    const actor = type === 'assign' ? dispatcher : courier
    const command = this.envelope('add_note', actor, { noteId: 'n1', audience: 'staff' })
    // The payload is made for this type by the table below.
    this.give({ ...command, type, payload: payloads[type]?.(this.shipment, 1) ?? {} } as ShipmentCommand)
  }

  take(one: Step): void {
    this.passTime(one.waitMs)
    const old = this.given[one.pick % this.given.length]
    // One in ten is a repeat of an earlier command: it must change nothing.
    if (one.repeats === 1 && old) this.repeat(old)
    else this.give(this.invent(one))
  }

  private repeat(old: ShipmentCommand): void {
    const before = this.shipment
    const wasTaken = this.answers.has(old.commandId)
    this.give(old)
    must(!wasTaken || this.shipment === before, () => `${old.type} was taken twice`)
  }

  /** What the workflow does with a command: known ones are answered from memory. */
  private give(command: ShipmentCommand): void {
    this.given.push(command)
    if (this.answers.has(command.commandId)) return
    const before = this.shipment
    const verdict = decide(before, command, this.nowMs)
    if ('code' in verdict) return
    for (const event of verdict) this.write(event)
    this.answers.set(command.commandId, this.shipment.seq)
    if (command.actor.kind !== 'Y' && command.type !== 'book') this.checkAllowed(before, command, verdict)
    this.answerEffects(verdict)
  }

  private write(event: ShipmentEvent): void {
    const before = this.shipment
    const after = apply(before, event)
    must(event.seq === before.seq + 1, () => `seq ${event.seq} after ${before.seq}`)
    if (after.status !== before.status && before.seq > 0) {
      must(
        event.type === 'corrected' || isEdge(before.status, after.status) || isRise(event, before, after),
        () => `${before.status} to ${after.status} by ${event.type}`,
      )
    }
    for (const open of before.exceptions) {
      const later = after.exceptions.find(({ id }) => id === open.id)
      must(!later || later.level >= open.level, () => `${open.type} fell from level ${open.level}`)
    }
    this.shipment = after
    this.events.push(event)
    this.checkState()
  }

  private checkState(): void {
    const { shipment } = this
    const types = shipment.exceptions.map((open) => open.type)
    const timers = shipment.timers.map(({ name }) => name)
    const { capturedMinor, authorisedMinor, codMinor } = shipment.money
    must(new Set(types).size === types.length, () => `two open exceptions of one type: ${types}`)
    must(new Set(timers).size === timers.length, () => `a timer is armed twice: ${timers}`)
    must(capturedMinor <= Math.max(authorisedMinor, codMinor ?? 0), () => `captured ${capturedMinor}`)
  }

  /** What is taken from somebody must have been on the list of what he may do, late facts apart. */
  private checkAllowed(before: Shipment, command: ShipmentCommand, verdict: readonly ShipmentEvent[]): void {
    if (verdict.length === 0 || verdict[0]?.type === 'fact_kept') return
    must(
      allowedCommands(before, command.actor).some((type) => type === command.type),
      () => `${command.type} by ${command.actor.kind} while ${before.status}`,
    )
  }

  private passTime(ms: number): void {
    const endMs = this.nowMs + ms
    for (let count = 0; ; count++) {
      const [due] = pending(this.shipment)
      if (!due || due.armedForMs > endMs) break
      must(count < 500, () => `${due.timer} spins`)
      this.nowMs = Math.max(this.nowMs, due.armedForMs)
      const seq = this.shipment.seq
      this.give(this.envelope('timer_due', system, due))
      // Whatever fires must move the deadline, or the workflow would spin.
      const isLeft = pending(this.shipment).some(
        (left) => left.timer === due.timer && left.armedForMs === due.armedForMs,
      )
      must(this.shipment.seq > seq && !isLeft, () => `${due.timer} did not move`)
    }
    this.nowMs = endMs
  }

  /** The payment side answers in time, late, twice, or with a failure. */
  private answerEffects(verdict: readonly ShipmentEvent[]): void {
    const asked = verdict.flatMap((event) => effectsOf(this.shipment, event))
    for (const effect of asked) {
      const bad = this.shipment.seq % 5 === 0
      const kinds = {
        hold: bad ? 'declined' : 'authorised',
        capture: bad ? 'capture_failed' : 'captured',
        release: 'released',
        close_checkout: 'released',
        refund: 'refunded',
      } as const
      const paidMinor = effect.kind === 'refund' ? this.shipment.money.refundedMinor : 0
      const amountMinor = ('amountMinor' in effect ? effect.amountMinor : 0) + paidMinor
      const fact = {
        kind: kinds[effect.kind],
        n: effect.n,
        amountMinor,
        intentId: 'pi_1',
        sessionId: null,
        checkoutUrl: null,
        captureBeforeMs: this.nowMs + 6 * 86_400_000,
        reason: null,
      }
      const command = this.envelope('payment_event', system, fact)
      this.give(command)
      this.give({ ...command, commandId: `${command.commandId}-again` })
    }
  }

  private envelope<K extends WorkflowCommandType>(type: K, actor: Actor, payload: Payloads[K]): ShipmentCommand {
    const commandId = `m${this.given.length}-${this.nowMs}`
    // The pair of type and payload is checked by the signature.
    return {
      type,
      actor,
      payload,
      commandId,
      source: 'api',
      occurredAtMs: this.nowMs,
      receivedAtMs: this.nowMs,
      expectedSeq: null,
    } as ShipmentCommand
  }

  /** Mostly something that is allowed now, else anything at all. */
  private invent(one: Step): ShipmentCommand {
    const actor = people[one.who] ?? sender
    const allowed = allowedCommands(this.shipment, actor).filter((type) => type !== 'rate')
    const pool: readonly CommandType[] = one.what % 4 !== 0 && allowed.length > 0 ? allowed : commandTypes
    const type = pool[one.pick % pool.length] ?? 'add_note'
    const make = payloads[type]
    if (!make) return this.envelope('add_note', actor, { noteId: 'n1', audience: 'staff' })
    const occurredAtMs = one.isLate ? this.nowMs - 3_600_000 : this.nowMs
    const command = this.envelope('add_note', actor, { noteId: 'n1', audience: 'staff' })
    // The payload is made for this type by the table below.
    return { ...command, occurredAtMs, type, payload: make(this.shipment, one.what) } as ShipmentCommand
  }

  check(): void {
    const { shipment, events } = this
    const folded = JSON.stringify(fold(freshShipment(shipmentId), events))
    must(folded === JSON.stringify(shipment), () => 'the fold of the events is another shipment')
    must(folded.length < 8_000, () => `the state has ${folded.length} bytes`)
    const isOver = shipment.status === 'closed'
    must(!isOver || (pending(shipment).length === 0 && shipment.outcome !== null), () => 'closed with something left')
    must(
      isOver || shipment.seq === 0 || nextDeadline(shipment) < Number.POSITIVE_INFINITY,
      () => `nobody watches ${shipment.status}`,
    )
    const captures = events.filter((event) => event.type === 'money_noted' && event.data.kind === 'captured')
    must(captures.length <= 1, () => 'captured twice')
    must(events.filter((event) => event.type === 'closed').length <= 1, () => 'closed twice')
    for (const event of events) {
      must(/^[A-Z].{3,}/.test(eventWords(event)), () => `no words for ${event.type}`)
      must(
        noticesOf(event).every(({ channel }) => channel.length === 1),
        () => `no channel for ${event.type}`,
      )
    }
    for (const { entries } of events.flatMap((event) => postingsOf(shipment, event))) {
      must(entries.reduce((sum, entry) => sum + entry.amountMinor, 0) === 0, () => 'a posting does not sum to zero')
    }
  }
}

/** Millions of checks: vitest's own expect would take most of the time. */
function must(holds: boolean, what: () => string): void {
  if (!holds) throw new Error(what())
}

function pickFrom<T>(list: readonly T[], n: number): T | undefined {
  return list[n % list.length]
}

/** A window that begins some hours after the status did. */
function soon({ enteredAtMs }: Shipment, n: number): [number, number] {
  const fromMs = enteredAtMs + (n % 60) * 3_600_000
  return [fromMs, fromMs + 4 * 3_600_000]
}

/** What a partner's mapping makes of a word. */
function verdictOf(n: number): MappingVerdict {
  const effects: MappingVerdict[] = [
    ...partnerStatuses.map((status) => ({
      kind: 'mapped' as const,
      effect: { kind: 'status' as const, status, reason: null },
    })),
    { kind: 'mapped', effect: { kind: 'hold', reason: 'customs', retentionReason: n % 2 ? 'papers' : null } },
    { kind: 'mapped', effect: { kind: 'exception', type: 'missorted', reason: 'wrong_facility' } },
    { kind: 'mapped', effect: { kind: 'exception', type: 'unassigned', reason: 'partner_rejected' } },
    { kind: 'mapped', effect: { kind: 'note' } },
    { kind: 'unmapped' },
    { kind: 'ambiguous' },
  ]
  return pickFrom(effects, n) ?? { kind: 'unmapped' }
}

/** What an action runs: mostly something that fits nowhere, which must be refused and change nothing. */
function runOf(shipment: Shipment, n: number): RunCommand | null {
  const cancel = { noteId: null, cause: 'K', acceptedFeeMinor: cancellationFeeMinor(shipment, 'K') } as const
  const runs: (RunCommand | null)[] = [
    null,
    { type: 'cancel', payload: cancel },
    { type: 'reassign', payload: { courierId: 'courier-2', noteId: null } },
    { type: 'reschedule', payload: { stop: 'pickup', window: soon(shipment, n) } },
    { type: 'start_return', payload: { cause: 'N', noteId: null } },
    { type: 'decide_delivery', payload: { option: 'neighbour', window: null, pointId: null, noteId: null } },
    { type: 'mark_lost', payload: { noteId: null, photoId: null } },
    { type: 'settle', payload: { decision: 'credit', amountMinor: 50, cause: 'K', noteId: null } },
  ]
  return pickFrom(runs, n >> 3) ?? null
}

/** A plausible payload of each command, mostly right and sometimes wrong. */
const payloads: { [K in CommandType]?: (shipment: Shipment, n: number) => object } = {
  pay: (_, n) => ({
    method: pickFrom(['card', 'account', 'cod'], n),
    paymentMethodId: 'pm_1',
    codMinor: n % 2 ? 900 : null,
  }),
  confirm_step: (_, n) => ({ step: pickFrom(['details', 'ready', 'handed_over'], n) }),
  verify_delivery: () => ({ noteId: null }),
  cancel: (shipment, n) => ({
    noteId: null,
    cause: 'S',
    acceptedFeeMinor: n % 9 ? cancellationFeeMinor(shipment, 'S') : 1,
  }),
  accept: () => ({}),
  decline: () => ({ noteId: null }),
  start: () => ({ etaMs: null }),
  arrive_pickup: () => ({ distanceMeters: null }),
  arrive_dropoff: () => ({ distanceMeters: null }),
  pick_up: (_, n) => ({ scans: 'all', photoId: null, missing: n % 7 ? 0 : n % 4 }),
  fail_pickup: (_, n) => ({ reason: pickFrom(failPickupReasons, n), photoId: null, noteId: null }),
  scan: (_, n) => ({ scans: n % 5 ? 'all' : 'some', facilityId: n % 2 ? 'depot' : null, direction: null }),
  deliver: (shipment, n) => ({
    proof: goodProof,
    receivedById: null,
    codCollectedMinor: n % 6 ? shipment.money.codMinor : 1,
    short: n % 11 ? 0 : 1,
  }),
  fail_attempt: (_, n) => ({
    reason: pickFrom(failAttemptReasons, n),
    photoId: null,
    noteId: null,
    distanceMeters: null,
  }),
  assign: (_, n) => ({ courierIds: n % 2 ? ['courier-1'] : ['courier-1', 'courier-2'], minutes: n % 3 ? null : 5 }),
  unassign: () => ({ noteId: null }),
  reassign: (_, n) => ({ courierId: n % 2 ? 'courier-1' : 'courier-2', noteId: null }),
  raise: (_, n) => {
    const type = pickFrom(exceptionTypes, n) ?? 'stale'
    return { type, reason: pickFrom(exceptionRow(type).reasons, n), noteId: null }
  },
  acknowledge: (shipment, n) => ({ exceptionId: pickFrom(shipment.exceptions, n)?.id ?? 'none' }),
  take: (shipment, n) => ({
    exceptionId: pickFrom(shipment.exceptions, n)?.id ?? 'none',
    toUserId: n % 2 ? 'dispatcher' : null,
  }),
  resolve: (shipment, n) => ({
    exceptionId: pickFrom(shipment.exceptions, n)?.id ?? 'none',
    action: pickFrom(actionTypes, n),
    noteId: null,
    run: runOf(shipment, n),
  }),
  change_address: (_, n) => ({ stop: n % 2 ? 'pickup' : 'dropoff', placeId: 'p1', zone: 'berlin', deltaMinor: 0 }),
  reschedule: (shipment, n) => ({ stop: n % 2 ? 'pickup' : 'dropoff', window: soon(shipment, n) }),
  decide_delivery: (shipment, n) => ({
    option: pickFrom(deliveryOptions, n),
    window: n % 3 ? null : soon(shipment, n),
    pointId: n % 5 ? 'locker-1' : null,
    noteId: null,
  }),
  dispute: (_, n) => ({ kind: pickFrom(disputeKinds, n), noteId: null, photoId: null }),
  report_incident: (_, n) => ({ reason: pickFrom(incidentReasons, n), photoId: null, noteId: null }),
  place_hold: (shipment, n) => ({
    reason: pickFrom(givenHoldReasons, n),
    untilMs: n % 3 ? soon(shipment, n)[1] : null,
    retentionReason: n % 2 ? 'papers are missing' : null,
    noteId: null,
  }),
  release_hold: (shipment, n) => ({ reason: pickFrom(shipment.holds, n)?.reason ?? 'customer', noteId: null }),
  partner_status: (_, n) => ({
    verdict: verdictOf(n),
    hasEvidence: n % 3 > 0,
    noteId: null,
    mappingVersion: 1,
  }),
  outsource: () => ({ partnerId: 'partner-1' }),
  reroute: (_, n) => ({ partnerId: n % 2 ? 'partner-1' : null, noteId: null }),
  repromise: (shipment, n) => ({ window: soon(shipment, n), cause: 'K', noteId: null }),
  make_available: (shipment, n) => ({ pointId: 'locker-1', untilMs: n % 2 ? soon(shipment, n)[1] : null }),
  start_return: (_, n) => ({ cause: n % 2 ? 'K' : 'N', noteId: null }),
  complete_return: () => ({ proof: goodProof }),
  mark_lost: () => ({ noteId: null, photoId: null }),
  dispose: (_, n) => ({ cause: n % 2 ? 'K' : 'S', noteId: null, photoId: null }),
  settle: (_, n) => ({ decision: pickFrom(settlementDecisions, n), amountMinor: n % 400, cause: 'K', noteId: null }),
  correct: (_, n) => ({ toStatus: pickFrom(correctTargets, n), custodian: null, noteId: 'n1' }),
  override_pod: () => ({ methods: ['photo'], noteId: 'n1' }),
  snooze: (shipment, n) => ({
    exceptionId: pickFrom(shipment.exceptions, n)?.id ?? 'none',
    untilMs: shipment.enteredAtMs + (n % 40) * 3_600_000,
    noteId: 'n1',
  }),
  escalate: (shipment, n) => ({ exceptionId: pickFrom(shipment.exceptions, n)?.id ?? 'none', noteId: null }),
  reopen: (shipment, n) => ({ exceptionId: pickFrom(shipment.resolved, n)?.id ?? 'none', noteId: null }),
  add_note: () => ({ noteId: 'n1', audience: 'everyone' }),
}

import type { Actor } from '#domain/actors.ts'
import { apply } from '#domain/apply.ts'
import type { OpenHours } from '#domain/calendar.ts'
import { type BookCommand, decide, type ShipmentCommand } from '#domain/decide.ts'
import type { Refusal } from '#domain/errors.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import type { Payloads, Source, WorkflowCommandType } from '#domain/payloads.ts'
import { alwaysOpen, type PolicyHours, policyOf, type ServiceLevelDocument } from '#domain/policy.ts'
import { pending } from '#domain/rearm.ts'
import { type Carriage, freshShipment, type Shipment } from '#domain/shipment.ts'

export const t0 = Date.UTC(2026, 10, 25, 9)
export const shipmentId = '0190f0a0-0000-7000-8000-000000000abc'
export const sender: Actor = { kind: 'S', id: 'sender' }
export const recipient: Actor = { kind: 'R', id: 'recipient' }
export const courier: Actor = { kind: 'C', id: 'courier-1' }
export const otherCourier: Actor = { kind: 'C', id: 'courier-2' }
export const dispatcher: Actor = { kind: 'D', id: 'dispatcher' }
export const supervisor: Actor = { kind: 'V', id: 'supervisor' }
export const system: Actor = { kind: 'Y', id: null }

export const plainLevel: ServiceLevelDocument = {
  name: 'Plain',
  allowances: {},
  slas: {},
  ladder: [0, 1, 2, 4],
  calendar: 'always',
  attempts: 2,
  podPolicy: {},
}

/** Ops daily from 07:00 to 22:00, office Monday to Friday from 08:00 to 18:00, in UTC from the day of `t0` on. */
export const workdays: PolicyHours = {
  ops: openDays([7, 22], () => true),
  office: openDays([8, 18], (weekday) => weekday > 0 && weekday < 6),
}

function openDays([opens, closes]: readonly [number, number], isOpen: (weekday: number) => boolean): OpenHours {
  const startMs = Date.UTC(2026, 10, 25)
  const days = Array.from({ length: 60 }, (_, day) => day)
  const marks = days
    .filter((day) => isOpen(new Date(startMs + day * 86_400_000).getUTCDay()))
    .flatMap((day) => [(day * 24 + opens) * 60, (day * 24 + closes) * 60])
  return { startMs, marks }
}

export const goodProof = {
  photoId: 'p1',
  signatureId: null,
  pin: null,
  scans: 'all',
  distanceMeters: 10,
  isStopKnown: true,
  idSeen: false,
} as const

export const noMoneyFact = {
  n: 1,
  amountMinor: 490,
  intentId: 'pi_1',
  sessionId: null,
  checkoutUrl: null,
  captureBeforeMs: null,
  reason: null,
} as const

type Extra = { atMs?: number; occurredAtMs?: number; source?: Source; commandId?: string; expectedSeq?: number | null }

let count = 0

export function commandOf<K extends WorkflowCommandType>(
  type: K,
  { actor, payload, ...extra }: { actor: Actor; payload: Payloads[K] } & Extra,
): ShipmentCommand {
  const atMs = extra.atMs ?? t0
  const occurredAtMs = extra.occurredAtMs ?? atMs
  const { source = 'api', commandId = `c${++count}`, expectedSeq = null } = extra
  // The pair of type and payload is checked by the signature.
  return { type, payload, actor, commandId, source, occurredAtMs, receivedAtMs: atMs, expectedSeq } as ShipmentCommand
}

export type Wish = {
  level?: Partial<ServiceLevelDocument>
  payment?: Payloads['pay'] | null
  carriage?: Carriage
  parcels?: number
  pickup?: readonly [number, number]
  promise?: readonly [number, number]
  hours?: PolicyHours
}

export function bookCommand(wish: Wish = {}): BookCommand {
  return {
    type: 'book',
    commandId: `c${++count}`,
    actor: sender,
    source: 'api',
    occurredAtMs: t0,
    receivedAtMs: t0,
    expectedSeq: null,
    payload: {
      customerId: 'sender',
      partnerId: null,
      carriage: wish.carriage ?? 'own',
      parcels: wish.parcels ?? 1,
      quotedMinor: 490,
      currency: 'EUR',
      pickup: wish.pickup ?? [t0, t0 + 4 * 3_600_000],
      promise: wish.promise ?? [t0, t0 + 30 * 3_600_000],
      zone: 'berlin',
      policy: policyOf(
        { code: 'plain', version: 1, hours: wish.hours ?? alwaysOpen },
        { ...plainLevel, ...wish.level },
      ),
      payment: wish.payment === undefined ? { method: 'account', paymentMethodId: null, codMinor: null } : wish.payment,
    },
  }
}

/** A shipment that takes commands one after another and remembers what they said. */
export class Story {
  shipment: Shipment = freshShipment(shipmentId)
  events: ShipmentEvent[] = []
  atMs = t0

  /** Gives a command; a refusal is returned and changes nothing. */
  try<K extends WorkflowCommandType>(
    type: K,
    given: { actor: Actor; payload: Payloads[K] } & Extra,
  ): Refusal | ShipmentEvent[] {
    return this.run(commandOf(type, { atMs: this.atMs, ...given }))
  }

  /** Gives a command that must be taken. */
  do<K extends WorkflowCommandType>(type: K, given: { actor: Actor; payload: Payloads[K] } & Extra): ShipmentEvent[] {
    const verdict = this.try(type, given)
    if ('code' in verdict) throw new Error(`${type}: ${verdict.message}`)
    return verdict
  }

  run(command: ShipmentCommand): Refusal | ShipmentEvent[] {
    const verdict = decide(this.shipment, command, Math.max(this.atMs, command.receivedAtMs))
    if ('code' in verdict) return verdict
    this.shipment = verdict.reduce(apply, this.shipment)
    this.events.push(...verdict)
    return verdict
  }

  /** Lets time pass, firing whatever falls due on the way. */
  wait(ms: number): ShipmentEvent[] {
    const endMs = this.atMs + ms
    const fired: ShipmentEvent[] = []
    for (let due = firstDue(this.shipment); due && due.armedForMs <= endMs; due = firstDue(this.shipment)) {
      this.atMs = Math.max(this.atMs, due.armedForMs)
      fired.push(...this.do('timer_due', { actor: system, payload: due, source: 'system' }))
    }
    this.atMs = endMs
    return fired
  }

  open(): string[] {
    return this.shipment.exceptions.map((open) => `${open.type}/${open.reason}/L${open.level}`)
  }

  exceptionId(): string {
    return this.shipment.exceptions[0]?.id ?? 'none'
  }
}

export function booked(wish: Wish = {}): Story {
  const story = new Story()
  story.run(bookCommand(wish))
  return story
}

const ids = { courierIds: ['courier-1'], minutes: null }

/** Each stage of the way, with the command that reaches it from the one before. */
export const stages = {
  confirmed: () => undefined,
  assigned: (story: Story) => story.do('assign', { actor: dispatcher, payload: ids }),
  accepted: (story: Story) => story.do('accept', { actor: courier, payload: {} }),
  en_route_pickup: (story: Story) => story.do('start', { actor: courier, payload: { etaMs: null } }),
  at_pickup: (story: Story) => story.do('arrive_pickup', { actor: courier, payload: { distanceMeters: 5 } }),
  picked_up: (story: Story) =>
    story.do('pick_up', { actor: courier, payload: { scans: 'all', photoId: null, missing: 0 } }),
  in_transit: (story: Story) =>
    story.do('scan', { actor: courier, payload: { scans: 'all', facilityId: null, direction: null } }),
  out_for_delivery: (story: Story) => story.do('start', { actor: courier, payload: { etaMs: null } }),
  at_dropoff: (story: Story) => story.do('arrive_dropoff', { actor: courier, payload: { distanceMeters: 5 } }),
  delivered: (story: Story) =>
    story.do('deliver', {
      actor: courier,
      payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
    }),
} as const

export type Stage = keyof typeof stages

/** A shipment that has come as far as a stage. */
export function at(stage: Stage, wish: Wish = {}): Story {
  const story = booked(wish)
  const names = Object.keys(stages) as Stage[]
  for (const name of names.slice(0, names.indexOf(stage) + 1)) stages[name](story)
  return story
}

function firstDue(shipment: Shipment) {
  return pending(shipment)[0]
}

import { systemActor } from './actors.ts'
import { apply } from './apply.ts'
import { concludeCommand } from './consequences.ts'
import { decide } from './decide.ts'
import type { ShipmentEvent } from './events.ts'
import type { ExceptionType } from './exception-types.ts'
import type { Policy } from './policy.ts'
import { climb, end, raise } from './raise.ts'
import { pending } from './rearm.ts'
import { openScript, type Script } from './script.ts'
import { freshShipment, isClosed, openException, type Shipment } from './shipment.ts'

/** What a history would have told people: one entry for each step of a ladder that was reached. */
export type Told = { type: ExceptionType; level: number; isNew: boolean }

type Replay = {
  shipment: Shipment
  told: Told[]
  /** Which type each recorded exception was of. */
  types: Map<string, ExceptionType>
  policy: Policy | null
}

const mostFirings = 500

/** What every replay begins with, made once: it holds the policy that nobody was booked under yet. */
const blank = freshShipment('')

/**
 * Lives one stored history again under another policy (null: under its own). What people and couriers did stays as it
 * was; every timer, ladder and clearing is worked out anew by the rules that run in production.
 */
export function replayUnder(
  events: readonly ShipmentEvent[],
  { shipmentId, policy, untilMs }: { shipmentId: string; policy: Policy | null; untilMs: number },
): Told[] {
  const replay: Replay = { shipment: { ...blank, id: shipmentId }, told: [], types: new Map(), policy }
  for (const command of byCommand(events)) {
    const [first] = command
    if (!first || isClosed(replay.shipment)) break
    fireUntil(replay, first.recordedAtMs)
    // What a timer did is not repeated but worked out: under this policy it may come at another time, or never.
    if (!first.commandId.startsWith('due/')) repeat(replay, command)
    for (const event of command) remember(replay, event)
  }
  fireUntil(replay, untilMs)
  return replay.told
}

/** The steps of a ladder that a history really reached: what an unchanged policy must give again. */
export function reallyTold(events: readonly ShipmentEvent[]): Told[] {
  const types = new Map<string, ExceptionType>()
  return events.flatMap((event) => {
    if (event.type === 'exception_raised' || event.type === 'exception_reopened') {
      types.set(event.data.exception.id, event.data.exception.type)
    }
    return stepOfEvent(event, types)
  })
}

function byCommand(events: readonly ShipmentEvent[]): ShipmentEvent[][] {
  const groups: ShipmentEvent[][] = []
  for (const event of events) {
    const last = groups.at(-1)
    if (last?.[0]?.commandId === event.commandId) last.push(event)
    else groups.push([event])
  }
  return groups
}

function remember({ types }: Replay, event: ShipmentEvent): void {
  if (event.type === 'exception_raised' || event.type === 'exception_reopened') {
    types.set(event.data.exception.id, event.data.exception.type)
  }
}

/** Fires whatever is due before an instant, as the workflow would have. */
function fireUntil(replay: Replay, untilMs: number): void {
  for (let count = 0; count < mostFirings; count++) {
    const [due] = pending(replay.shipment)
    if (!due || due.armedForMs > untilMs || isClosed(replay.shipment)) return
    const commandId = `due/${due.timer}/${due.armedForMs}`
    const times = { occurredAtMs: due.armedForMs, receivedAtMs: due.armedForMs, expectedSeq: null }
    const envelope = { commandId, actor: systemActor, source: 'system', ...times } as const
    const verdict = decide(replay.shipment, { ...envelope, type: 'timer_due', payload: due }, due.armedForMs)
    if ('code' in verdict || verdict.length === 0) return
    take(replay, verdict, verdict.reduce(apply, replay.shipment))
  }
}

/** Says what one command said, translated to the exceptions as they stand in this replay. */
function repeat(replay: Replay, command: readonly ShipmentEvent[]): void {
  const [first] = command
  if (!first) return
  const { commandId, actor, source, occurredAtMs, recordedAtMs } = first
  const envelope = { commandId, actor, source, occurredAtMs, receivedAtMs: recordedAtMs, expectedSeq: null }
  const script = openScript(replay.shipment, { envelope, nowMs: recordedAtMs, run: () => undefined })
  for (const event of command) sayAgain(replay, script, event)
  concludeCommand(script)
  take(replay, script.events, script.now())
}

function take(replay: Replay, said: readonly ShipmentEvent[], shipment: Shipment): void {
  for (const event of said) {
    remember(replay, event)
    replay.told.push(...stepOfEvent(event, replay.types))
  }
  replay.shipment = shipment
}

function sayAgain(replay: Replay, script: Script, event: ShipmentEvent): void {
  const { type, data } = event
  switch (type) {
    case 'booked':
      script.say({ type, data: replay.policy ? { ...data, policy: replay.policy } : data })
      return
    case 'policy_applied':
      if (!replay.policy) script.say({ type, data })
      return
    case 'exception_raised':
    case 'exception_reopened':
      raise(script, { type: data.exception.type, reason: data.exception.reason, via: viaOf(data.exception.sources) })
      return
    case 'exception_joined': {
      const joined = replay.types.get(data.exceptionId)
      if (joined) raise(script, { type: joined, reason: data.reason, via: viaOf([data.source]) })
      return
    }
    case 'exception_noted':
      raise(script, { type: data.type, reason: data.reason, via: 'person' })
      return
    case 'closed':
      // A consequence, which is looked for after each command.
      return
    default:
      if ('exceptionId' in data) onException(replay, script, event)
      // Type and data come from one event: they belong together.
      else script.say({ type, data } as Parameters<Script['say']>[0])
  }
}

/** What a person did about an exception counts for the one of its type that is open here, if there is one. */
function onException(replay: Replay, script: Script, event: ShipmentEvent): void {
  const { type, data } = event
  if (!('exceptionId' in data)) return
  const known = replay.types.get(data.exceptionId)
  const open = known && openException(script.now(), known)
  if (!open) return
  if (type === 'exception_escalated') climb(script, open)
  else if (type !== 'exception_resolved')
    // The same event of the same type, of another exception.
    script.say({ type, data: { ...data, exceptionId: open.id } } as Parameters<Script['say']>[0])
  // What cleared by itself is worked out anew; what a person closed is closed here too.
  else if (data.ending === 'by_person') end(script, open, { ending: 'by_person', action: data.action })
}

const vias = ['person', 'timer', 'partner', 'prediction', 'gps'] as const

function viaOf(sources: readonly string[]): (typeof vias)[number] {
  return vias.find((via) => via === sources[0]) ?? 'person'
}

function stepOfEvent(event: ShipmentEvent, types: ReadonlyMap<string, ExceptionType>): Told[] {
  if (event.type === 'exception_raised' || event.type === 'exception_reopened') {
    const { type, level, state } = event.data.exception
    return state === 'noise' ? [] : [{ type, level, isNew: true }]
  }
  if (event.type !== 'exception_escalated') return []
  const type = types.get(event.data.exceptionId)
  return type ? [{ type, level: event.data.level, isNew: false }] : []
}

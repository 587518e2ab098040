import { apply } from './apply.ts'
import type { Refusal } from './errors.ts'
import type { EventBody, ShipmentEvent } from './events.ts'
import type { Envelope, RunCommand } from './payloads.ts'
import type { Shipment } from './shipment.ts'

/** What a rule writes on: each event is applied at once, so that the next one is judged against it. */
export type Script = {
  /** The shipment as the command found it. */
  before: Shipment
  /** The shipment with all that was said so far. */
  now: () => Shipment
  say: (body: EventBody) => void
  /** Does what another command would do, within this one. */
  run: (given: RunCommand) => Refusal | undefined
  events: ShipmentEvent[]
  envelope: Envelope
  nowMs: number
}

/** A rule writes events, or refuses and has then written nothing. */
export type Rule<P> = (script: Script, payload: P) => Refusal | undefined

type Opening = { envelope: Envelope; nowMs: number; run: (script: Script, given: RunCommand) => Refusal | undefined }

/** Begins the events of one command. */
export function openScript(before: Shipment, { envelope, nowMs, run }: Opening): Script {
  let shipment = before
  const events: ShipmentEvent[] = []
  const { commandId, actor, source, occurredAtMs } = envelope
  function say(body: EventBody): void {
    const event = { ...body, seq: shipment.seq + 1, commandId, occurredAtMs, recordedAtMs: nowMs, actor, source }
    shipment = apply(shipment, event)
    events.push(event)
  }
  const script: Script = {
    before,
    now: () => shipment,
    say,
    run: (given) => run(script, given),
    events,
    envelope,
    nowMs,
  }
  return script
}

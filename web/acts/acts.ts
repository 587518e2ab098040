import { type CommandType, commandRow } from '#domain/commands.ts'
import { type ActionType, actionRow } from '#domain/exception-actions.ts'
import { isIn, OFFERED, type Status, UNPAID } from '#domain/status.ts'
import type { ActField } from './field.ts'
import { actionFields, commandFields, reasonFor } from './fields.ts'

/** Something that can be done, as a form: what it is called, what it does, what it wants to know. */
export type Act = {
  /** Tells the acts of one page apart. */
  key: string
  type: CommandType
  action: ActionType | null
  name: string
  effect: string
  fields: readonly ActField[]
  /** Fields that nobody fills in. */
  fixed: Readonly<Record<string, string>>
  isGrave: boolean
}

const grave: readonly string[] = [
  'cancel',
  'dispose',
  'mark_lost',
  'declare_lost',
  'dismiss',
  'override',
  'override_pod',
]

/** Whether something cannot easily be made good again. */
export function isGrave(name: string): boolean {
  return grave.includes(name)
}

const effects: Partial<Record<CommandType, string>> = {
  change_address: 'The customer is told; the label stays valid.',
  reschedule: 'Sets a new window and tells the customer.',
  repromise: 'Gives a new delivery time; the first promise is kept for the on-time figures.',
  outsource: 'A partner carries it from here; the clock waits for its first scan.',
  reroute: 'Another carrier takes what is left of the way.',
  scan: 'Notes that the parcels were seen.',
  deliver: 'Delivered, with the proof that its service level asks for.',
  make_available: 'Waits at a point until the recipient collects it.',
  start_return: 'Turns the shipment round.',
  complete_return: 'Back with the sender, with proof.',
  mark_lost: 'Ends the journey; the goods can be claimed.',
  dispose: 'Ends the journey by disposal.',
  settle: 'A money decision after the journey.',
  correct: 'Puts right where it stands; no event is deleted.',
  override_pod: 'Lets the courier deliver without these proofs.',
  snooze: 'The ladder stands still until then; at most one working day.',
  escalate: 'One level up at once, with everybody who is told there.',
  reopen: 'At its old level, and the ladder goes on.',
  place_hold: 'Stops the work; some reasons stop the clock as well.',
  release_hold: 'Lets the work go on.',
}

type Wish = { key?: string; name?: string; fixed?: Readonly<Record<string, string>> }

/** A command as an act. */
export function commandAct(type: CommandType, { key = type, name, fixed = {} }: Wish = {}): Act {
  return {
    key,
    type,
    action: null,
    name: name ?? commandRow(type).name,
    effect: effects[type] ?? '',
    fields: commandFields[type] ?? [],
    fixed,
    isGrave: isGrave(type),
  }
}

type Resolving = { exceptionId: string; status: Status }

/** An action of `resolve` as the acts that it can be: an address can be that of either stop. */
export function resolveActs(action: ActionType, { exceptionId, status }: Resolving): Act[] {
  const row = actionRow(action)
  const act: Act = {
    key: `${exceptionId}-${action}`,
    type: 'resolve',
    action,
    name: row.name,
    effect: row.ends === 'now' ? `${row.effect} The case ends at once.` : row.effect,
    fields: [...(actionFields[action] ?? []), reasonFor(action)],
    fixed: { exceptionId, action },
    isGrave: isGrave(action),
  }
  if (action === 'rewindow') return [{ ...act, fixed: { ...act.fixed, stop: 'pickup' } }]
  return action === 'fix_address' ? atStops(act, status) : [act]
}

const beforePickup: readonly Status[] = [...UNPAID, 'confirmed', ...OFFERED]

/** The same act for the delivery and, while the parcel has not been picked up, for the pickup. */
function atStops(act: Act, status: Status): Act[] {
  const dropoff = { ...act, name: `${act.name}, delivery`, fixed: { ...act.fixed, stop: 'dropoff' } }
  if (!isIn(beforePickup, status)) return [dropoff]
  const fixed = { ...act.fixed, stop: 'pickup' }
  return [dropoff, { ...act, key: `${act.key}-pickup`, name: `${act.name}, pickup`, fixed }]
}

/** What stands under "More actions" of a shipment, in this order, as far as it is allowed. */
const moreTypes = [
  'scan',
  'deliver',
  'change_address',
  'reschedule',
  'repromise',
  'outsource',
  'reroute',
  'make_available',
  'start_return',
  'complete_return',
  'override_pod',
  'settle',
  'correct',
  'mark_lost',
  'dispose',
] as const satisfies readonly CommandType[]

/** The rarer commands of a shipment that are allowed now. */
export function moreActs(allowed: readonly CommandType[], status: Status): Act[] {
  return moreTypes
    .filter((type) => allowed.includes(type))
    .flatMap((type) =>
      type === 'change_address' || type === 'reschedule' ? atStops(commandAct(type), status) : [commandAct(type)],
    )
}

import type { Services, Viewer } from '#api/services/contract.ts'
import { isIn, type Status } from '#domain/status.ts'
import type { ExceptionView, ShipmentSummary, ShipmentView } from '#domain/views.ts'
import { type Act, resolveActs } from '../acts/acts.ts'
import { type Reading, when } from '../format.ts'
import { typeName } from '../words/exceptions.ts'
import { customerActions, problemNeeds, problemWords, statusNeeds } from '../words/needs.ts'

/** A problem that waits for the customer, with what he can do about it. */
export type OwnProblem = {
  id: string
  name: string
  words: string
  /** What happens when he does nothing. */
  unless: string
  isSeen: boolean
  acts: readonly Act[]
}

/** The problems of a shipment that are this customer's own to solve. */
export function problemsOf({ exceptions, status }: ShipmentView, reading: Reading): OwnProblem[] {
  return exceptions.filter(isOwn).map((exception) => ({
    id: exception.id,
    name: problemNeeds[exception.type] ?? typeName(exception.type),
    words: problemWords[exception.reason] ?? typeName(exception.type),
    unless: unlessWords(exception, reading),
    isSeen: exception.state === 'acknowledged',
    acts: actsOf(exception, status),
  }))
}

/** Actions are given to dispatchers and to the owner alone. */
function isOwn({ actions, state }: ExceptionView): boolean {
  return actions.length > 0 && state !== 'resolved'
}

function actsOf({ id, actions }: ExceptionView, status: Status): Act[] {
  return actions.flatMap((action) => {
    const name = customerActions[action]
    return name ? resolveActs(action, { exceptionId: id, status }).map((act) => forCustomer(act, name)) : []
  })
}

/** A reason for our record is asked of our staff alone; the acts of both stops keep what tells them apart. */
function forCustomer(act: Act, name: string): Act {
  const end = act.name.split(', ')[1]
  const fields = act.fields.filter((field) => field.name !== 'reason' || field.isRequired)
  return { ...act, name: end ? `${name}, ${end}` : name, fields }
}

const endsBooking = ['no_method', 'unpaid']

function unlessWords({ reason, nextEscalationAt }: ExceptionView, reading: Reading): string {
  if (nextEscalationAt === null) return 'The clock stands still while it waits.'
  const by = `If you do nothing until ${when(nextEscalationAt, reading).text},`
  if (endsBooking.includes(reason)) return `${by} the booking ends. Nothing is charged then.`
  return `${by} our dispatchers take it over.`
}

const unclear: readonly Status[] = [
  'confirmed',
  'assigned',
  'accepted',
  'en_route_pickup',
  'at_pickup',
  'picked_up',
  'in_transit',
  'attempt_failed',
  'available_for_pickup',
]

/** At most so many are looked at one by one: a list stays quick. */
const mostReads = 12

type Asking = { services: Services; viewer: Viewer }

/** What each shipment of a list asks of its customer; those that ask nothing are absent. */
export async function needsIn(
  items: readonly ShipmentSummary[],
  { services, viewer }: Asking,
): Promise<ReadonlyMap<string, string>> {
  const sure = items.flatMap(({ id, status }): [string, string][] => {
    const need = isIn(unclear, status) ? undefined : statusNeeds[status]
    return need ? [[id, need]] : []
  })
  // The status alone does not say whether somebody has decided, or whose a problem is.
  const open = items.filter(({ status, openExceptions }) => {
    return isIn(unclear, status) && (status === 'attempt_failed' || openExceptions > 0)
  })
  const read = await Promise.all(
    open.slice(0, mostReads).map(async ({ id }): Promise<[string, string | null]> => {
      return [id, needOf(await services.shipments.get(id, viewer))]
    }),
  )
  return new Map([...sure, ...read.filter((entry): entry is [string, string] => entry[1] !== null)])
}

function needOf({ status, decision, exceptions, allowedCommands }: ShipmentView): string | null {
  const mayDecide = allowedCommands.includes('decide_delivery')
  if (status === 'attempt_failed' && decision === null && mayDecide) return statusNeeds.attempt_failed ?? null
  const own = exceptions.find(isOwn)
  return own ? (problemNeeds[own.type] ?? typeName(own.type)) : null
}

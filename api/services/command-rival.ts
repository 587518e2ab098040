import type { CommonQueryMethods } from 'slonik'
import { findLastOn } from '#db/events.ts'
import type { ShipmentRow } from '#db/shipments.ts'
import { findUser } from '#db/users.ts'
import type { Refusal } from '#domain/errors.ts'
import { eventWords } from '#domain/words.ts'
import type { WorkflowInput } from './command-payloads.ts'
import { bodyOf } from './event-view.ts'
import { instantOf } from './instants.ts'

type Asked = { row: ShipmentRow; input: WorkflowInput; refusal: Refusal }

/** A refusal on an exception that somebody else has dealt with names who was first, and what was done. */
export async function whoWasFirst(db: CommonQueryMethods, { row, input, refusal }: Asked): Promise<Refusal> {
  if (refusal.code !== 'not_now' || !('exceptionId' in input.payload)) return refusal
  const { exceptionId } = input.payload
  const open = row.state.exceptions.find(({ id }) => id === exceptionId)
  if (open?.owner.kind === 'user' && input.type === 'take') {
    const owner = await findUser(db, open.owner.id)
    return { ...refusal, message: `${owner?.name ?? 'Somebody else'} has it already. ${refusal.message}` }
  }
  const last = open ? null : await findLastOn(db, { shipmentId: row.id, exceptionId })
  if (!last) return refusal
  const who = last.actorName ?? 'Waybill'
  const what = eventWords(bodyOf(last))
  return { ...refusal, message: `${who} was first, at ${instantOf(last.recordedAtMs)}: ${what}. ${refusal.message}` }
}

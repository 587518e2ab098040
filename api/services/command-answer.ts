import type { DatabasePool } from 'slonik'
import { type EventRow, findEventsOf, listNotes } from '#db/events.ts'
import { findShipment, type ShipmentRow } from '#db/shipments.ts'
import { AppError } from '#domain/errors.ts'
import type { CommandAnswer } from '#domain/views.ts'
import { plain } from '#domain/words.ts'
import type { Viewer } from './contract.ts'
import { eventViews } from './event-view.ts'
import { notFound } from './permission.ts'
import { everything, readShipment, viewShipment } from './read-shipment.ts'
import { actorsOf, relationOf } from './relation.ts'

export type Answering = { db: DatabasePool; publicUrl: string }

export type Applied = Extract<CommandAnswer, { kind: 'applied' }>

type Which = { shipmentId: string; commandId: string }

/** What a command did, and the shipment as it is now. */
export async function appliedAnswer(
  deps: Answering,
  { shipmentId, commandId }: Which,
  { viewer, events }: { viewer: Viewer; events?: readonly EventRow[] },
): Promise<Applied> {
  // Not by relation: whoever declined an offer has none any more, and still gets his answer.
  const [row, made] = await Promise.all([
    findShipment(deps.db, shipmentId, everything),
    events ?? findEventsOf(deps.db, { shipmentId, commandId }),
  ])
  if (!row) throw notFound('shipment')
  const notes = made.some(({ data }) => data.noteId) ? await listNotes(deps.db, shipmentId) : []
  const reason = whyNothing(made)
  return {
    kind: 'applied',
    commandId,
    applied: reason === null,
    ...(reason !== null && { reason }),
    events: eventViews(made, { actors: actorsOf(viewer, row), notes }),
    shipment: await viewShipment(deps, row, viewer),
  }
}

/** A partner's report that has come before under another id: it is done already. */
export async function repeatedAnswer(deps: Answering, which: Which, viewer: Viewer): Promise<Applied> {
  const answer = await appliedAnswer(deps, which, { viewer, events: [] })
  return { ...answer, applied: false, reason: 'This was reported before.' }
}

/** Why an accepted command changed nothing; null when it did. */
function whyNothing(events: readonly EventRow[]): string | null {
  if (events.length === 0) return 'Nothing was left to do.'
  const doubted = events.find(({ type }) => type === 'partner_event_kept')
  if (doubted) return `Kept in the history: ${plain(String(doubted.data.why))}.`
  const kept = events.find(({ type }) => type === 'fact_kept' || type === 'report_refused')
  return kept ? `Kept in the history: it was reported ${String(kept.data.reason ?? 'too late')}.` : null
}

/** The shipment a command is for, and what the command has done already if this is a repeat of it. */
export async function findRepeat(
  deps: Answering,
  { idOrNumber, commandId }: { idOrNumber: string; commandId: string },
  viewer: Viewer,
): Promise<{ row: ShipmentRow; before: readonly EventRow[] }> {
  const row = await readShipment(deps.db, idOrNumber, relationOf(viewer)).catch(ifMissing)
  const found = row ?? (await readShipment(deps.db, idOrNumber, everything))
  const before = await findEventsOf(deps.db, { shipmentId: found.id, commandId })
  const isOwn = before.some(({ actorId }) => actorId !== null && actorId === (viewer.userId ?? viewer.partnerId))
  if (!row && !isOwn) throw notFound('shipment')
  return { row: found, before }
}

function ifMissing(error: unknown): null {
  if (error instanceof AppError && error.code === 'not_found') return null
  throw error
}

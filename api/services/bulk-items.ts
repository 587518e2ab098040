import type { NewItem } from '#db/jobs.ts'
import { findShipments, type ShipmentRow } from '#db/shipments.ts'
import { AppError, type ErrorCode } from '#domain/errors.ts'
import { commandInput, type OfferedCommand } from '#domain/schemas/command.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import type { BulkItem } from '#domain/schemas/operations.ts'
import { asAppError } from '../http/problem.ts'
import { actorFor } from './command-checks.ts'
import { isOffered } from './command-offered.ts'
import { whoWasFirst } from './command-rival.ts'
import { type CommandDeps, keepPersonal, prepare } from './command-run.ts'
import type { Viewer } from './contract.ts'
import { actorsOf, relationOf } from './relation.ts'

const atOnce = 8

/** Every row judged alone, by the same checks as a single command: what is refused here is never sent. */
export async function prepareItems(deps: CommandDeps, items: readonly BulkItem[], viewer: Viewer): Promise<NewItem[]> {
  const ids = items.flatMap(({ shipmentId }) => idSchema.safeParse(shipmentId).data ?? [])
  const found = await findShipments(deps.db, [...new Set(ids)], relationOf(viewer))
  const rows = new Map(found.map((row) => [row.id, row]))
  const seen = new Set<string>()
  const made: NewItem[] = []
  for (let from = 0; from < items.length; from += atOnce) {
    const batch = items.slice(from, from + atOnce).map((item) => {
      const shipmentId = item.shipmentId.toLowerCase()
      // Only the first row of a shipment can be judged by what is stored; the workflow judges the others.
      const isFirst = !seen.has(shipmentId)
      seen.add(shipmentId)
      return prepareItem(deps, { item, row: rows.get(shipmentId), isFirst }, viewer)
    })
    made.push(...(await Promise.all(batch)))
  }
  return made
}

type Asked = { item: BulkItem; row: ShipmentRow | undefined; isFirst: boolean }

async function prepareItem(deps: CommandDeps, asked: Asked, viewer: Viewer): Promise<NewItem> {
  const { shipmentId, commandId } = asked.item
  try {
    const command = await commandFor(deps, asked, viewer)
    return { shipmentId: shipmentId.toLowerCase(), commandId, command, state: 'waiting', code: null, message: null }
  } catch (error) {
    const refusal = asAppError(error) ?? error
    if (!(refusal instanceof AppError)) throw error
    const first = refusal.extra.errors?.[0]
    const message = first ? `${first.pointer} ${first.message}` : refusal.message
    return { shipmentId, commandId, command: null, state: 'refused', code: refusal.code, message }
  }
}

async function commandFor(deps: CommandDeps, { item, row, isFirst }: Asked, viewer: Viewer) {
  if (!row) throw new AppError('not_found', 'There is no such shipment.')
  const { shipmentId: _, ...envelope } = item
  const input = commandInput.parse(envelope)
  const actors = actorsOf(viewer, row)
  const given = { row, viewer, actors, actor: actorFor(viewer, actors, input.type) }
  if (!isOffered(input) || input.type === 'rate') throw new AppError('not_now', 'This is not offered in bulk.')
  const prepared = await prepare(deps, input satisfies OfferedCommand, given)
  const { verdict } = prepared
  if (isFirst && 'code' in verdict) throw refusedRow(await whoWasFirst(deps.db, { row, input, refusal: verdict }))
  return await keepPersonal(deps.db, { prepared, input }, given)
}

function refusedRow({
  code,
  message,
  errors,
}: {
  code: ErrorCode
  message: string
  errors?: AppError['extra']['errors']
}) {
  return new AppError(code, message, errors ? { errors } : {})
}

import type { CommandType } from '#domain/commands.ts'
import { commandIdFor } from '../command-id.ts'
import { type BulkKind, bulkKinds, bulkTable } from '../parts/queue/bulk.ts'
import { fieldOf } from './form.server.ts'
import { payloadOf } from './payloads.server.ts'
import { missing } from './problems.server.ts'

const types: Record<BulkKind, CommandType> = {
  take: 'take',
  acknowledge: 'acknowledge',
  snooze: 'snooze',
  assign: 'assign',
  resolve: 'resolve',
  dismiss: 'resolve',
}

type Row = { shipmentId: string; exceptionId: string }

/** The job that a form for many asks for: one command for each row, under an id that a repeat of the form has again. */
export function bulkOf(form: FormData, zone: string) {
  const kind = bulkKinds.find((known) => known === form.get('kind'))
  if (!kind) throw missing()
  const rows = fieldOf(form, 'rows').split(' ').map(rowOf)
  const seed = fieldOf(form, 'seed')
  const items = forOnce(kind, rows).map(({ shipmentId, exceptionId }) => {
    const own = copyOf(form)
    own.set('exceptionId', exceptionId)
    if (kind === 'dismiss') own.set('action', 'dismiss')
    const type = types[kind]
    const commandId = commandIdFor(seed, `${kind}-${exceptionId}`)
    return { shipmentId, commandId, type, payload: payloadOf(type, { form: own, zone }) }
  })
  const count = items.length === 1 ? '1 exception' : `${items.length} exceptions`
  return { title: `${bulkTable[kind].name} ${count}`, items }
}

function rowOf(text: string): Row {
  const [shipmentId = '', exceptionId = ''] = text.split(':')
  return { shipmentId, exceptionId }
}

/** A courier is assigned to a shipment once, however many of its exceptions were chosen. */
function forOnce(kind: BulkKind, rows: readonly Row[]): readonly Row[] {
  if (kind !== 'assign') return rows
  return [...new Map(rows.map((row) => [row.shipmentId, row])).values()]
}

/** What every row has in common; the rows themselves would be copied a thousand times. */
function copyOf(form: FormData): FormData {
  const copy = new FormData()
  for (const [name, value] of form) if (name !== 'rows' && typeof value === 'string') copy.append(name, value)
  return copy
}

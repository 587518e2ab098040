import type { Payloads, RunCommand } from '../payloads.ts'
import type { Shipment, Span } from '../shipment.ts'

/** What a resolve carried before actions ran commands; histories of that time are replayed. */
type Before = {
  courierIds?: readonly string[] | null
  window?: Span | null
  acceptedFeeMinor?: number | null
}

type Given = Payloads['resolve'] & Before

/** The command of an action; for one of an older release it is put together from the fields of that time. */
export function runOf(given: Given, { status }: Shipment): RunCommand | null {
  if (given.run !== undefined) return given.run
  const { action, courierIds, window, noteId } = given
  const [first] = courierIds ?? []
  if (action === 'cancel') {
    return { type: 'cancel', payload: { noteId, cause: 'K', acceptedFeeMinor: given.acceptedFeeMinor ?? 0 } }
  }
  if (action === 'assign' && courierIds && first !== undefined) {
    if (status === 'confirmed') return { type: 'assign', payload: { courierIds, minutes: null } }
    return { type: 'reassign', payload: { courierId: first, noteId } }
  }
  if ((action === 'rewindow' || status === 'confirmed') && window) {
    return { type: 'reschedule', payload: { stop: 'pickup', window } }
  }
  if (action !== 'reattempt' || status !== 'attempt_failed') return null
  return { type: 'decide_delivery', payload: { option: 'reattempt', window: window ?? null, pointId: null, noteId } }
}

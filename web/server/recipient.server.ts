import type { Viewer } from '#api/services/contract.ts'
import type { EventView, ShipmentView, SilenceView, TrackView } from '#domain/views.ts'
import { type AppLoadContext, redirect } from '../framework.ts'
import { isAppError } from './problems.server.ts'

/** What only sender or recipient may see of a parcel that is tracked. */
export type OwnParcel = {
  viewer: Viewer
  shipment: ShipmentView
  events: readonly EventView[]
  silence: SilenceView | null
}

/** The parcel of whoever holds its link or is signed in as one of its customers; null for everybody else. */
export async function ownParcel(
  { trackingNumber, silence }: TrackView,
  { services, viewer }: AppLoadContext,
): Promise<OwnParcel | null> {
  if (!viewer || !isCustomer(viewer)) return null
  try {
    const shipment = await services.shipments.get(trackingNumber, viewer)
    if (viewer.kind === 'recipient_link' && viewer.linkedShipmentId !== shipment.id) return null
    const { items: events } = await services.shipments.events(shipment.id, { limit: '200' }, viewer)
    return { viewer, shipment, events, silence: silence ?? null }
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}

/** The same for a page that only its customers have; others see what everybody sees of the parcel. */
export async function onlyOwnParcel(number: string, context: AppLoadContext): Promise<OwnParcel> {
  const track = await context.services.track.look(number, context.client, context.viewer)
  const own = await ownParcel(track, context)
  if (!own) throw redirect(`/track/${encodeURIComponent(track.trackingNumber)}`)
  return own
}

/** Our staff has pages of its own. */
function isCustomer({ kind, roles }: Viewer): boolean {
  return kind === 'recipient_link' || roles.includes('customer') || roles.includes('partner')
}

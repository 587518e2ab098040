import type { CommonQueryMethods } from 'slonik'
import { findPartner, findUser } from '#db/users.ts'
import { zoneOfPlace } from '#db/zones.ts'
import type { Actor } from '#domain/actors.ts'
import { type BookCommand, decide } from '#domain/decide.ts'
import { AppError } from '#domain/errors.ts'
import type { Source } from '#domain/payloads.ts'
import { type PriceLine, totalMinor } from '#domain/pricing.ts'
import type { BookInput } from '#domain/schemas/booking.ts'
import { freshShipment } from '#domain/shipment.ts'
import { wrongField } from './command-facts.ts'
import type { Viewer } from './contract.ts'
import { viewerKey } from './permission.ts'
import { policyFor } from './policy-hours.ts'
import { offerFor, priceFor } from './quotes.ts'
import { staffActorOf } from './relation.ts'

export type Made = { command: BookCommand; shipmentId: string; lines: readonly PriceLine[] }

/** Checks everything that can be checked before anything is written. */
export async function makeBooking(
  { db, source }: { db: CommonQueryMethods; source: Source },
  input: BookInput,
  { viewer, shipmentId }: { viewer: Viewer; shipmentId: string },
): Promise<Made> {
  const nowMs = Date.now()
  const { level, pickup, promise } = await offerFor(db, input, nowMs)
  const lines = await priceFor(db, { quoteId: input.quoteId, viewer: viewerKey(viewer), input })
  const customerId = await customerFor(db, input, viewer)
  const partnerId = await partnerFor(db, input, viewer)
  const [policy, zone] = await Promise.all([policyFor(db, level, nowMs), zoneOfPlace(db, input.recipient)])
  const { payment } = input
  const command: BookCommand = {
    commandId: shipmentId,
    actor: bookerOf(viewer, partnerId),
    source,
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    type: 'book',
    payload: {
      customerId,
      partnerId,
      carriage: input.carriage,
      parcels: input.parcels.length,
      quotedMinor: totalMinor(lines),
      currency: 'EUR',
      pickup,
      promise,
      policy,
      zone,
      payment: payment
        ? {
            method: payment.method,
            paymentMethodId: payment.paymentMethodId ?? null,
            codMinor: codMinorOf(payment.codAmount),
          }
        : null,
    },
  }
  const verdict = decide(freshShipment(shipmentId), command, nowMs)
  if ('code' in verdict) {
    const errors = verdict.errors?.map((fault) => ({
      ...fault,
      pointer: fault.pointer.replace('/payload', '/payment'),
    }))
    throw new AppError(verdict.code, verdict.message, errors ? { errors } : {})
  }
  return { command, shipmentId, lines }
}

function codMinorOf(amount: { amount: number; currency: string } | undefined): number | null {
  if (!amount) return null
  if (amount.currency !== 'EUR') throw wrongField('/payment/codAmount/currency', 'Shipments are paid in EUR.')
  return amount.amount
}

/** Customers book for themselves; staff says for whom. */
async function customerFor(db: CommonQueryMethods, { customerId }: BookInput, viewer: Viewer): Promise<string | null> {
  const isStaff = viewer.permissions.includes('shipments.read_all')
  if (!isStaff) {
    if (customerId !== undefined && customerId !== viewer.userId) {
      throw wrongField('/customerId', 'Only dispatchers book for somebody else.')
    }
    return viewer.userId
  }
  if (customerId === undefined) throw wrongField('/customerId', 'Say for whom you book.', 'missing')
  const customer = await findUser(db, customerId)
  if (!customer?.isActive || !customer.roles.some((role) => role === 'customer' || role === 'partner')) {
    throw wrongField('/customerId', 'There is no such customer.', 'unknown')
  }
  return customer.id
}

async function partnerFor(db: CommonQueryMethods, { partnerId }: BookInput, viewer: Viewer): Promise<string | null> {
  const own = viewer.roles.includes('partner') ? viewer.partnerId : null
  if (partnerId === undefined) return own
  if (own !== null && partnerId !== own) throw wrongField('/partnerId', 'You book for your own house only.')
  if (!(await findPartner(db, partnerId))) throw wrongField('/partnerId', 'There is no such partner.', 'unknown')
  return partnerId
}

function bookerOf(viewer: Viewer, partnerId: string | null): Actor {
  const { roles, userId } = viewer
  return staffActorOf(viewer) ?? (roles.includes('partner') ? { kind: 'P', id: partnerId } : { kind: 'S', id: userId })
}

import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { CommonQueryMethods, DatabasePool } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { findQuote, insertQuote, sweepQuotes } from '#db/quotes.ts'
import { findLevel, type LevelRow } from '#db/service-levels.ts'
import { minuteMs } from '#domain/durations.ts'
import { AppError } from '#domain/errors.ts'
import { type PriceLine, priceLines, totalMinor } from '#domain/pricing.ts'
import { type QuoteInput, quoteInput } from '#domain/schemas/booking.ts'
import type { Span } from '#domain/shipment.ts'
import { wrongField } from './command-facts.ts'
import type { Services } from './contract.ts'
import { instantOf, spanOf, windowOf } from './instants.ts'
import { demand, viewerKey } from './permission.ts'
import { defaultPickup, promiseOf, zoneOf } from './promise.ts'

const quoteLivesMs = 15 * minuteMs

type Priced = Pick<QuoteInput, 'serviceLevel' | 'sender' | 'recipient' | 'parcels'>
type Offer = { level: LevelRow; pickup: Span; promise: Span }

export function createQuoteService(db: DatabasePool): Services['quotes'] {
  return {
    quote: async (unchecked, viewer) => {
      demand(viewer, 'shipments.book')
      const input = quoteInput.parse(unchecked)
      const nowMs = Date.now()
      const { level, pickup, promise } = await offerFor(db, input, nowMs)
      const lines = priceLines(level.code, input.parcels)
      const total = { amount: totalMinor(lines), currency: 'EUR' }
      const quote = { id: uuidv7(), viewer: viewerKey(viewer), requestHash: pricedHash(input) }
      const expiresAtMs = nowMs + quoteLivesMs
      await insertQuote(db, { ...quote, level, lines, total, pickup, promise, expiresAtMs })
      await sweepQuotes(db)
      return {
        id: quote.id,
        serviceLevel: level.code,
        lines,
        total,
        expiresAt: instantOf(expiresAtMs),
        windows: { pickup: windowOf(pickup), delivery: windowOf(promise) },
      }
    },
  }
}

/** The level in force, when it would be picked up and when it would be there. */
export async function offerFor(
  db: CommonQueryMethods,
  { serviceLevel, recipient, windows }: Pick<QuoteInput, 'serviceLevel' | 'recipient' | 'windows'>,
  nowMs: number,
): Promise<Offer> {
  const level = await findLevel(db, serviceLevel)
  if (!level) throw wrongField('/serviceLevel', 'There is no such service level.', 'unknown')
  const pickup = windows?.pickup ? spanOf(windows.pickup) : defaultPickup(nowMs)
  if (pickup[1] <= nowMs) throw wrongField('/windows/pickup', 'This pickup window has passed.')
  const promise = windows?.delivery
    ? spanOf(windows.delivery)
    : promiseOf(level.document, { pickup, zone: zoneOf(recipient.country) })
  if (promise[1] <= Math.max(nowMs, pickup[0])) {
    throw wrongField('/windows/delivery', 'The delivery must end after the pickup begins.')
  }
  return { level, pickup, promise }
}

type Quoted = { quoteId: string | undefined; viewer: string; input: Priced }

/** The price of a booking: that of its quote, which must be fresh and for the same goods, else the current one. */
export async function priceFor(
  db: CommonQueryMethods,
  { quoteId, viewer, input }: Quoted,
): Promise<readonly PriceLine[]> {
  if (quoteId === undefined) return priceLines(input.serviceLevel, input.parcels)
  const quote = await findQuote(db, { id: quoteId, viewer })
  if (!quote || quote.isExpired || !quote.requestHash.equals(pricedHash(input))) {
    throw new AppError('quote_expired', 'This quote has expired or was made for something else. Ask for a new one.')
  }
  return quote.lines
}

/** Everything that the price depends on. */
function pricedHash({ serviceLevel, sender, recipient, parcels }: Priced): Buffer {
  const route = [sender, recipient].map(({ postcode, country }) => ({ postcode, country }))
  return createHash('sha256')
    .update(canonicalize({ serviceLevel, route, parcels }) ?? '')
    .digest()
}

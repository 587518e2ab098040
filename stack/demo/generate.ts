import { writeFileSync } from 'node:fs'
import { type DayRow, dayFile, dayText } from './day.ts'
import { type Mistake, mistakeRow, mistakes } from './mistakes.ts'
import { firstNames, lastNames, shops, streets } from './streets.ts'

const bookings = 300
const seed = 20_261_125

/** Mulberry32, a small public-domain generator: the same seed gives the same day on every machine. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Makes the day that `npm run demo` plays: `node stack/run.mjs stack/demo/generate.ts` writes test/data/berlin-day.csv. */
export function generateDay(): DayRow[] {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)]
    if (found === undefined) throw new Error('The list is empty.')
    return found
  }
  const stop = () => {
    const [street, postcode, lat, lng] = pick(streets)
    const near = () => (random() - 0.5) * 0.004
    return {
      line1: `${street} ${1 + Math.floor(random() * 180)}`,
      postcode,
      lat: round(lat + near()),
      lng: round(lng + near()),
    }
  }
  return Array.from({ length: bookings }, (_, index) => {
    const [from, to] = [stop(), stop()]
    return {
      reference: `BER-${String(index + 1).padStart(3, '0')}`,
      sender: pick(shops),
      senderLine1: from.line1,
      senderPostcode: from.postcode,
      senderLat: from.lat,
      senderLng: from.lng,
      recipient: `${pick(firstNames)} ${pick(lastNames)}`,
      recipientLine1: to.line1,
      recipientPostcode: to.postcode,
      recipientLat: to.lat,
      recipientLng: to.lng,
      windowHours: pick([2, 4, 4, 6]),
      weightGrams: 200 + Math.floor(random() ** 2 * 9_000),
      courier: pick(['courier', 'courier2', 'courier3', 'courier4', 'courier5', 'courier6']),
      mistake: mistakeBy(random()),
    }
  })
}

function mistakeBy(share: number): Mistake {
  let left = share * mistakes.reduce((sum, name) => sum + mistakeRow(name).weight, 0)
  for (const name of mistakes) {
    left -= mistakeRow(name).weight
    if (left < 0) return name
  }
  return 'none'
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}

if (import.meta.main) writeFileSync(dayFile, dayText(generateDay()))

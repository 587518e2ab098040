import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addOpenMs, nextDayEndMs, type OpenHours, openMsBetween } from '#domain/calendar.ts'
import { dayMs, hourMs, minuteMs } from '#domain/durations.ts'

const startMs = Date.UTC(2026, 8, 7)
const weekMinutes = 7 * 24 * 60
const marks = (...hours: number[]) => hours.map((hour) => hour * 60)
const at = (hours: number) => startMs + hours * hourMs

/** Up to ten days of hours that open and close at any minute. */
const someHours = fc
  .uniqueArray(fc.nat(10 * 24 * 60), { minLength: 2, maxLength: 24 })
  .map((minutes): OpenHours => ({ startMs, marks: evenly(minutes.toSorted((a, b) => a - b)) }))

function evenly(minutes: number[]): number[] {
  return minutes.length % 2 === 0 ? minutes : minutes.slice(1)
}

/** The long way: one minute after another, a minute beyond the last mark being the one of a week before. */
function walkOf({ marks: all }: OpenHours) {
  const last = all.at(-1) ?? 0
  const isOpenMinute = Array.from(
    { length: last },
    (_, minute) => all.filter((mark) => mark <= minute).length % 2 === 1,
  )
  function isOpen(minute: number): boolean {
    return (
      isOpenMinute[minute >= last ? minute - Math.ceil((minute + 1 - last) / weekMinutes) * weekMinutes : minute] ??
      false
    )
  }
  function between(fromMs: number, toMs: number): number {
    let openMs = 0
    for (let minute = Math.floor((fromMs - startMs) / minuteMs); startMs + minute * minuteMs < toMs; minute++) {
      const beginsMs = startMs + minute * minuteMs
      if (isOpen(minute)) openMs += Math.min(beginsMs + minuteMs, toMs) - Math.max(beginsMs, fromMs)
    }
    return openMs
  }
  function add(fromMs: number, openMs: number): number {
    let leftMs = openMs
    if (leftMs === 0) return fromMs
    for (let minute = Math.floor((fromMs - startMs) / minuteMs); ; minute++) {
      const beginsMs = Math.max(fromMs, startMs + minute * minuteMs)
      const lengthMs = startMs + (minute + 1) * minuteMs - beginsMs
      if (!isOpen(minute)) continue
      if (lengthMs >= leftMs) return beginsMs + leftMs
      leftMs -= lengthMs
    }
  }
  return { between, add }
}

// From a day before the hours begin to three weeks after their last mark.
const someInstant = fc.integer({ min: startMs - dayMs, max: startMs + 30 * dayMs })

test('open time between two instants is what a walk over the minutes counts', () => {
  fc.assert(
    fc.property(someHours, someInstant, fc.nat(30 * dayMs), (hours, fromMs, lengthMs) => {
      expect(openMsBetween(hours, fromMs, fromMs + lengthMs)).toBe(walkOf(hours).between(fromMs, fromMs + lengthMs))
    }),
    { numRuns: 200 },
  )
})

test('open time added to an instant ends where a walk over the minutes ends, to the millisecond', () => {
  const someAmount = fc.oneof(
    fc.nat(40 * hourMs),
    fc.nat(60).map((minutes) => minutes * minuteMs),
  )
  fc.assert(
    fc.property(someHours, someInstant, someAmount, (hours, fromMs, openMs) => {
      // A walk through hours that are open for minutes a week takes months.
      const rareMs = openMsBetween(hours, startMs + 10 * dayMs, startMs + 17 * dayMs) * 20
      const wantedMs = Math.min(openMs, rareMs)
      expect(addOpenMs(hours, fromMs, wantedMs)).toBe(walkOf(hours).add(fromMs, wantedMs))
    }),
    { numRuns: 200 },
  )
})

test('what was added lies between: no millisecond is lost or found, however far ahead', () => {
  fc.assert(
    fc.property(someHours, someInstant, fc.nat(5_000 * hourMs), (hours, fromMs, openMs) => {
      const toMs = addOpenMs(hours, fromMs, openMs)
      expect(openMsBetween(hours, fromMs, toMs)).toBe(openMs)
      // The earliest such instant.
      if (openMs > 0) expect(openMsBetween(hours, fromMs, toMs - 1)).toBe(openMs - 1)
    }),
    { numRuns: 5_000 },
  )
})

test('time adds up: two parts take as long as the whole', () => {
  fc.assert(
    fc.property(someHours, someInstant, fc.nat(500 * hourMs), fc.nat(500 * hourMs), (...[hours, fromMs, one, two]) => {
      expect(addOpenMs(hours, addOpenMs(hours, fromMs, one), two)).toBe(addOpenMs(hours, fromMs, one + two))
    }),
    { numRuns: 2_000 },
  )
})

test('always open is the clock itself', () => {
  expect(addOpenMs(null, at(3), 90_001)).toBe(at(3) + 90_001)
  expect(openMsBetween(null, at(3), at(5))).toBe(2 * hourMs)
  expect(openMsBetween(null, at(5), at(3))).toBe(0)
})

test('nothing to add stays where it is, and a fraction of a millisecond is rounded', () => {
  const hours = { startMs, marks: marks(8, 18) }
  for (const fromMs of [at(0), at(8), at(12), at(20)]) expect(addOpenMs(hours, fromMs, 0)).toBe(fromMs)
  expect(addOpenMs(hours, at(12), -5)).toBe(at(12))
  expect(addOpenMs(hours, at(8), 60_000.000_000_01)).toBe(at(8) + minuteMs)
})

test('an interval used up to its end ends at the closing; a millisecond more begins at the next opening', () => {
  const hours = { startMs, marks: marks(8, 18, 32, 42) }
  expect(addOpenMs(hours, at(8), 10 * hourMs)).toBe(at(18))
  expect(addOpenMs(hours, at(8), 10 * hourMs + 1)).toBe(at(32) + 1)
  expect(addOpenMs(hours, at(20), 1)).toBe(at(32) + 1)
  expect(openMsBetween(hours, at(18), at(32))).toBe(0)
})

test('before the hours begin it is closed', () => {
  const hours = { startMs, marks: marks(0, 24) }
  expect(openMsBetween(hours, at(-48), at(1))).toBe(hourMs)
  expect(addOpenMs(hours, at(-48), hourMs)).toBe(at(1))
})

test('beyond the last mark the last seven days come again, and only they', () => {
  // Open on Monday, then on Friday of the week after: that Friday repeats, the Monday does not.
  const hours = { startMs, marks: marks(8, 18, 11 * 24 + 8, 11 * 24 + 18) }
  const friday = 11 * 24
  expect(addOpenMs(hours, at(friday + 18), 10 * hourMs)).toBe(at(friday + 7 * 24 + 18))
  expect(openMsBetween(hours, at(friday + 18), at(friday + 18 + 52 * 7 * 24))).toBe(52 * 10 * hourMs)
})

test('a day ends with the closing of what opens next', () => {
  // Monday with a break at noon, Tuesday without.
  const hours = { startMs, marks: marks(8, 12, 13, 18, 32, 42) }
  expect(nextDayEndMs(hours, at(-100))).toBe(at(12))
  expect(nextDayEndMs(hours, at(7))).toBe(at(12))
  expect(nextDayEndMs(hours, at(8))).toBe(at(18))
  expect(nextDayEndMs(hours, at(13))).toBe(at(42))
  expect(nextDayEndMs(hours, at(32))).toBe(at(7 * 24 + 12))
  expect(nextDayEndMs(hours, at(100 * 7 * 24 + 13))).toBe(at(100 * 7 * 24 + 42))
})

test('where nothing ever closes, a day is 24 hours', () => {
  const hours = { startMs, marks: [0, 60 * 24 * 60] }
  for (const days of [0, 30, 59, 60, 400]) expect(nextDayEndMs(hours, at(days * 24))).toBe(at(days * 24 + 24))
  expect(addOpenMs(hours, at(5), 1_000 * dayMs)).toBe(at(5) + 1_000 * dayMs)
})

test('hours without an open minute are refused instead of searched for ever', () => {
  expect(() => addOpenMs({ startMs, marks: [] }, startMs, 1)).toThrow('never open')
  expect(() => openMsBetween({ startMs, marks: [60, 60] }, startMs, startMs + 1)).toThrow('never open')
  expect(() => nextDayEndMs({ startMs, marks: [] }, startMs)).toThrow('never open')
})

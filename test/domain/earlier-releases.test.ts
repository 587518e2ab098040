import { expect, test } from 'vitest'
import { runOf } from '#domain/rules/resolve-before.ts'
import type { OpenException, Shipment } from '#domain/shipment.ts'
import { upgraded } from '#domain/upgrade.ts'
import { at, booked, dispatcher, t0 } from './builders.ts'

const minute = 60_000
const window = [t0 + minute, t0 + 2 * minute] as const
const given = { exceptionId: 'x', noteId: 'n' }

/** What the first release wrote into its histories: no command, but its fields. */
function before(fields: object, shipment: Shipment) {
  // That release knew no `run`.
  return runOf({ ...given, ...fields } as Parameters<typeof runOf>[0], shipment)
}

test('a resolve of the first release runs the command that its fields meant', () => {
  const confirmed = booked().shipment
  const assigned = at('assigned').shipment
  const failed = { ...at('at_dropoff').shipment, status: 'attempt_failed' } as const
  const decide = (of: readonly [number, number] | null) => ({
    type: 'decide_delivery',
    payload: { option: 'reattempt', window: of, pointId: null, noteId: 'n' },
  })
  expect(before({ action: 'cancel', acceptedFeeMinor: 7 }, confirmed)).toMatchObject({
    payload: { acceptedFeeMinor: 7 },
  })
  expect(before({ action: 'cancel' }, confirmed)).toMatchObject({ type: 'cancel', payload: { acceptedFeeMinor: 0 } })
  expect(before({ action: 'assign', courierIds: ['c'] }, confirmed)).toMatchObject({ type: 'assign' })
  expect(before({ action: 'assign', courierIds: ['c'] }, assigned)).toMatchObject({ type: 'reassign' })
  expect(before({ action: 'assign', courierIds: [] }, confirmed)).toBeNull()
  expect(before({ action: 'rewindow', window }, assigned)).toMatchObject({ type: 'reschedule', payload: { window } })
  expect(before({ action: 'reattempt', window }, confirmed)).toMatchObject({ type: 'reschedule' })
  expect(before({ action: 'reattempt', window }, failed)).toEqual(decide(window))
  expect(before({ action: 'reattempt' }, failed)).toEqual(decide(null))
  expect(before({ action: 'reattempt' }, confirmed)).toBeNull()
  expect(before({ action: 'contact' }, confirmed)).toBeNull()
  expect(before({ action: 'contact', run: null }, confirmed)).toBeNull()
})

test('a shipment of the first release goes on with what it did not know', () => {
  const story = booked()
  story.wait(15 * minute)
  const { hours: _h, ladders: _l, workDayMs: _w, ...policy } = story.shipment.policy
  const exceptions = story.shipment.exceptions.map(({ spentMs: _s, snoozes: _n, snoozedUntilMs: _u, ...open }) => open)
  const { pausedAtMs: _p, places: _pl, ...rest } = story.shipment
  // As its workflow carried it.
  const old = {
    ...rest,
    policy,
    exceptions: exceptions as readonly unknown[] as OpenException[],
  } as unknown as Shipment
  story.shipment = upgraded(old)
  expect(story.shipment).toMatchObject({ pausedAtMs: null, places: { dropoff: null }, exceptions: [{ spentMs: 0 }] })
  story.wait(15 * minute)
  expect(story.open()).toEqual(['unassigned/no_courier/L2'])
  story.do('snooze', {
    actor: dispatcher,
    payload: { exceptionId: story.exceptionId(), untilMs: story.atMs + minute, noteId: 'n' },
  })
  expect(story.shipment.exceptions[0]).toMatchObject({ state: 'snoozed', snoozes: 1 })
})

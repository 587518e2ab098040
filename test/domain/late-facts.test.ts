import { expect, test } from 'vitest'
import { recordRefusal } from '#domain/decide.ts'
import { at, booked, commandOf, courier, otherCourier, sender, system, t0 } from './builders.ts'

const minute = 60_000
const scanned = { scans: 'all', facilityId: null, direction: null } as const
const pickedUp = { scans: 'all', photoId: null, missing: 0 } as const

test('a fact that happened before the current status is kept and moves nothing', () => {
  const story = at('delivered')
  story.atMs = t0 + 10 * minute
  const kept = story.do('pick_up', { actor: courier, payload: pickedUp, occurredAtMs: t0 - minute })
  expect(kept.map((event) => event.type)).toEqual(['fact_kept'])
  expect(story.shipment.status).toBe('delivered')
  expect(story.open()).toEqual([])
})

test('an offline fact that no longer fits is a contradiction for the dispatcher', () => {
  const story = at('accepted')
  story.do('scan', { actor: courier, payload: scanned, source: 'offline' })
  expect(story.open()).toEqual(['status_mismatch/offline_conflict/L1'])
})

test('after closing an offline fact is kept out of the history of the shipment', () => {
  const story = at('delivered')
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  const seq = story.shipment.seq
  expect(story.try('scan', { actor: courier, payload: scanned, source: 'offline' })).toMatchObject({ code: 'not_now' })
  expect(story.shipment.seq).toBe(seq)
})

test('a fact from an offline queue that still fits is taken at the time it happened', () => {
  const story = at('accepted')
  story.atMs = t0 + 30 * minute
  story.do('pick_up', { actor: courier, payload: pickedUp, source: 'offline', occurredAtMs: t0 + 20 * minute })
  expect(story.shipment).toMatchObject({ status: 'picked_up', enteredAtMs: t0 + 20 * minute })
  expect(story.shipment.timers.every((timer) => timer.dueAtMs >= story.atMs)).toBe(true)
})

test('a clock that runs ahead never moves a status into the future', () => {
  const story = at('accepted')
  story.do('pick_up', { actor: courier, payload: pickedUp, occurredAtMs: t0 + 99 * minute })
  expect(story.shipment.enteredAtMs).toBe(t0)
})

test("a stranger's late fact is still a stranger's", () => {
  const story = at('delivered')
  expect(story.try('pick_up', { actor: otherCourier, payload: pickedUp, occurredAtMs: t0 - 1 })).toMatchObject({
    code: 'forbidden',
  })
})

test('a report that does not fit is recorded on an open shipment only', () => {
  const command = commandOf('payment_event', {
    actor: system,
    payload: {
      kind: 'captured',
      n: 1,
      amountMinor: 1,
      intentId: null,
      sessionId: null,
      checkoutUrl: null,
      captureBeforeMs: null,
      reason: null,
    },
  })
  if (command.type === 'book') throw new Error('not a report')
  const story = booked()
  expect(recordRefusal(story.shipment, command, { code: 'not_now', nowMs: t0 })).toMatchObject([
    { type: 'report_refused' },
  ])
  expect(recordRefusal({ ...story.shipment, status: 'closed' }, command, { code: 'not_now', nowMs: t0 })).toEqual([])
  expect(recordRefusal({ ...story.shipment, seq: 0 }, command, { code: 'not_now', nowMs: t0 })).toEqual([])
})

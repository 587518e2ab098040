import { expect, test } from 'vitest'
import { addOpenMs } from '#domain/calendar.ts'
import { nextDeadline, pending } from '#domain/rearm.ts'
import { at, courier, dispatcher, recipient, sender, system, t0, workdays } from './builders.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const plain = { untilMs: null, retentionReason: null, noteId: null }

test('a hold that stops the clock stops every timer and ladder, and they go on with what was left', () => {
  const story = at('in_transit', { promise: [t0, t0 + 10 * day] })
  story.wait(23 * hour)
  story.do('place_hold', { actor: recipient, payload: { ...plain, reason: 'customer', untilMs: t0 + 3 * day } })
  expect(story.shipment.pausedAtMs).toBe(t0 + 23 * hour)
  expect(pending(story.shipment).map(({ timer }) => timer)).toEqual(['hold_until:customer'])
  expect(story.wait(40 * hour)).toEqual([])
  story.do('release_hold', { actor: recipient, payload: { reason: 'customer', noteId: null } })
  expect(story.shipment).toMatchObject({ pausedAtMs: null, holds: [], promise: [t0, t0 + 10 * day + 40 * hour] })
  const silence = story.shipment.timers.find(({ name }) => name === 'silence')
  expect(silence?.dueAtMs).toBe(t0 + 24 * hour + 40 * hour)
  story.wait(hour)
  expect(story.open()).toEqual(['stale/no_event/L1'])
})

test('a ladder keeps its rest while the clock stands, but not that of a latched type', () => {
  const story = at('in_transit', { promise: [t0, t0 + 30 * day] })
  story.do('raise', { actor: dispatcher, payload: { type: 'route_anomaly', reason: 'breakdown', noteId: null } })
  story.do('raise', { actor: dispatcher, payload: { type: 'missorted', reason: 'wrong_route', noteId: null } })
  story.wait(45 * minute)
  story.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'security' } })
  const [anomaly, latched] = story.shipment.exceptions
  expect([anomaly?.nextAtMs, latched?.nextAtMs]).toEqual([null, t0 + 2 * hour])
  story.wait(3 * hour)
  expect(story.open()).toEqual(['route_anomaly/breakdown/L1', 'missorted/wrong_route/L2'])
  story.do('release_hold', { actor: dispatcher, payload: { reason: 'security', noteId: null } })
  const released = t0 + 45 * minute + 3 * hour
  expect(story.shipment.exceptions[0]?.nextAtMs).toBe(released + 15 * minute)
})

test('what is raised while the clock stands begins its ladder when the clock goes on', () => {
  const story = at('in_transit', { promise: [t0, t0 + 30 * day] })
  story.do('place_hold', { actor: sender, payload: { ...plain, reason: 'customer', untilMs: t0 + 9 * day } })
  story.do('raise', { actor: dispatcher, payload: { type: 'route_anomaly', reason: 'breakdown', noteId: null } })
  expect(story.shipment.exceptions[0]?.nextAtMs).toBeNull()
  story.wait(2 * day)
  story.do('release_hold', { actor: sender, payload: { reason: 'customer', noteId: null } })
  expect(story.shipment.exceptions[0]?.nextAtMs).toBe(t0 + 2 * day + hour)
})

test('customs stop the clock only with a reason to retain, and a depot never does', () => {
  const customs = at('in_transit')
  customs.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'customs' } })
  expect(customs.shipment.pausedAtMs).toBeNull()
  const retained = at('in_transit')
  retained.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'customs', retentionReason: 'papers' } })
  expect(retained.shipment.pausedAtMs).toBe(t0)
  const depot = at('in_transit')
  depot.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'depot' } })
  expect(depot.shipment.pausedAtMs).toBeNull()
})

test('two holds stop the clock until the last of them has gone', () => {
  const story = at('in_transit', { promise: [t0, t0 + 10 * day] })
  story.do('place_hold', { actor: sender, payload: { ...plain, reason: 'customer', untilMs: t0 + 9 * day } })
  story.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'security' } })
  story.do('release_hold', { actor: sender, payload: { reason: 'customer', noteId: null } })
  expect(story.shipment.pausedAtMs).toBe(t0)
  story.do('release_hold', { actor: dispatcher, payload: { reason: 'security', noteId: null } })
  expect(story.shipment.pausedAtMs).toBeNull()
})

test('nobody reviews a hold in time: an exception; and while it goes on it is looked at again', () => {
  const story = at('in_transit', {
    promise: [t0, t0 + 30 * day],
    level: { allowances: { silence: 'P30D', lost_watch: 'P40D' } },
  })
  story.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'depot' } })
  story.wait(4 * hour)
  expect(story.open()).toEqual(['hold_overdue/hold_review/L1'])
  story.do('resolve', {
    actor: dispatcher,
    payload: { exceptionId: story.exceptionId(), action: 'extend', noteId: null, run: null },
  })
  expect(story.open()).toEqual([])
  story.wait(4 * hour)
  expect(story.open()).toEqual(['hold_overdue/hold_review/L1'])
  expect(
    story.try('resolve', {
      actor: dispatcher,
      payload: { exceptionId: story.exceptionId(), action: 'extend', noteId: null, run: null },
    }),
  ).toMatchObject({ code: 'not_now' })
  story.do('release_hold', { actor: dispatcher, payload: { reason: 'depot', noteId: null } })
  expect(story.open()).toEqual([])
})

test('a customer hold ends by itself at its time; another one that ends becomes an exception', () => {
  const story = at('in_transit', { promise: [t0, t0 + 30 * day] })
  story.do('place_hold', { actor: recipient, payload: { ...plain, reason: 'customer', untilMs: t0 + day } })
  expect(story.wait(day).map(({ type }) => type)).toEqual(['timer_fired', 'hold_released'])
  story.do('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'security', untilMs: story.atMs + hour } })
  story.wait(hour)
  expect(story.open()).toEqual(['hold_overdue/hold_ended/L1'])
})

test('a hold is refused twice for one reason, too long, in the past, by a stranger, and where nothing can be held', () => {
  const story = at('in_transit')
  const place = (actor: typeof sender, payload: object) =>
    story.try('place_hold', { actor, payload: { ...plain, reason: 'customer', ...payload } })
  expect(place(recipient, { reason: 'depot' })).toMatchObject({ code: 'forbidden' })
  expect(place(courier, {})).toMatchObject({ code: 'forbidden' })
  expect(place(sender, { untilMs: t0 })).toMatchObject({ code: 'invalid_input' })
  expect(place(sender, { untilMs: t0 + 30 * day + 1 })).toMatchObject({ code: 'invalid_input' })
  expect(place(sender, { untilMs: t0 + 30 * day })).toHaveLength(1)
  expect(place(sender, { untilMs: t0 + day })).toMatchObject({ code: 'not_now' })
  expect(story.try('release_hold', { actor: dispatcher, payload: { reason: 'security', noteId: null } })).toMatchObject(
    { code: 'not_now' },
  )
  expect(
    at('at_dropoff').try('place_hold', { actor: dispatcher, payload: { ...plain, reason: 'security' } }),
  ).toMatchObject({ code: 'not_now' })
})

test('a bulletin holds and explains, and its end gives the promise back the hours that were lost', () => {
  const story = at('in_transit', { promise: [t0, t0 + 2 * day], hours: workdays })
  const untilMs = t0 + 5 * hour
  const publish = { bulletinId: 'b1', kind: 'weather', untilMs, zone: 'berlin' } as const
  story.do('publish_bulletin', { actor: system, payload: publish })
  expect(story.open()).toEqual(['force_majeure/weather/L1'])
  expect(story.shipment.holds).toMatchObject([{ reason: 'bulletin', bulletinId: 'b1', stopsClock: true }])
  expect(story.do('publish_bulletin', { actor: system, payload: publish })).toEqual([])
  story.wait(5 * hour)
  story.do('end_bulletin', { actor: system, payload: { bulletinId: 'b1' } })
  expect(story.open()).toEqual([])
  expect(story.shipment.promise[1]).toBe(addOpenMs(workdays.ops, t0 + 2 * day, 5 * hour))
  expect(story.do('end_bulletin', { actor: system, payload: { bulletinId: 'b1' } })).toEqual([])
  expect(nextDeadline(story.shipment)).toBeGreaterThan(story.atMs)
})

test('a parcel on its way to the door hears of the bulletin without being held', () => {
  const story = at('at_dropoff')
  const publish = { bulletinId: 'b1', kind: 'strike', untilMs: t0 + hour, zone: 'berlin' } as const
  story.do('publish_bulletin', { actor: system, payload: publish })
  expect(story.shipment).toMatchObject({ holds: [], pausedAtMs: null })
  expect(story.open()).toEqual(['force_majeure/strike/L1'])
})

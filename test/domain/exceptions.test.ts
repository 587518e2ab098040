import { expect, test } from 'vitest'
import { allowedCommands } from '#domain/allowed.ts'
import { actionsFor } from '#domain/exception-actions.ts'
import { exceptionTypes, failAttemptReasons, failPickupReasons, typeOfReason } from '#domain/exception-types.ts'
import { slaDueMs } from '#domain/ladder.ts'
import type { RunCommand } from '#domain/payloads.ts'
import { nextDeadline } from '#domain/rearm.ts'
import { at, booked, courier, dispatcher, goodProof, recipient, sender, supervisor, system, t0 } from './builders.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const attempt = { photoId: null, noteId: null, distanceMeters: null }

test('a booking nobody takes in time is an exception, not a moment before', () => {
  const story = booked()
  story.wait(15 * minute - 1)
  expect(story.open()).toEqual([])
  story.wait(1)
  expect(story.open()).toEqual(['unassigned/no_courier/L1'])
})

test('an exception that nobody resolves climbs at one, two and four times its SLA, then is told daily', () => {
  const story = booked({ promise: [t0, t0 + 60 * day] })
  story.wait(15 * minute)
  const levels: number[] = []
  for (const step of [15, 15, 30]) {
    story.wait(step * minute - 1)
    levels.push(story.shipment.exceptions[0]?.level ?? 0)
    story.wait(1)
  }
  expect(levels).toEqual([1, 2, 3])
  expect(story.shipment.exceptions[0]).toMatchObject({ level: 4, severity: 'critical', state: 'open' })
  const told = story.wait(2 * day).filter((event) => event.type === 'exception_escalated')
  expect(told).toHaveLength(2)
  expect(story.open()[0]).toBe('unassigned/no_courier/L4')
})

test('acknowledging lasts within a level and a new level is open again', () => {
  const story = booked()
  story.wait(15 * minute)
  const payload = { exceptionId: story.exceptionId() }
  story.do('acknowledge', { actor: dispatcher, payload })
  expect(story.do('acknowledge', { actor: dispatcher, payload })).toEqual([])
  expect(story.shipment.exceptions[0]?.state).toBe('acknowledged')
  story.wait(15 * minute)
  expect(story.shipment.exceptions[0]?.state).toBe('open')
  story.wait(45 * minute)
  story.do('acknowledge', { actor: dispatcher, payload })
  story.wait(day)
  expect(story.shipment.exceptions[0]).toMatchObject({ level: 4, state: 'acknowledged' })
})

test('a courier who accepts ends the exception; the same lapse within a day reopens it at its old level', () => {
  const story = booked()
  story.wait(30 * minute)
  story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1'], minutes: null } })
  story.do('accept', { actor: courier, payload: {} })
  expect(story.open()).toEqual([])
  story.do('unassign', { actor: dispatcher, payload: { noteId: null } })
  story.wait(15 * minute)
  expect(story.open()).toEqual(['unassigned/no_courier/L2'])
  expect(story.shipment.exceptions[0]).toMatchObject({ signals: 2 })
  expect(story.shipment.exceptionCount).toBe(1)
})

test('an offer that nobody answers is withdrawn, and its exception stands in for the missing courier', () => {
  const story = at('assigned')
  story.wait(10 * minute)
  expect(story.shipment.status).toBe('confirmed')
  expect(story.open()).toEqual(['not_accepted/offer_timeout/L1'])
  const noted = story.wait(15 * minute).filter((event) => event.type === 'exception_noted')
  expect(noted).toHaveLength(1)
  expect(story.open()[0]).toMatch(/^not_accepted/)
  story.do('resolve', {
    actor: dispatcher,
    payload: {
      exceptionId: story.exceptionId(),
      action: 'dismiss',
      noteId: 'n',
      run: null,
    },
  })
  expect(nextDeadline(story.shipment)).toBeLessThan(Number.POSITIVE_INFINITY)
  story.wait(16 * minute)
  expect(story.open()).toEqual(['unassigned/no_courier/L1'])
})

test('each late step of a courier raises its own type', () => {
  const cases = [
    ['accepted', 15 * minute, 'pickup_overdue/late_start/L1'],
    ['en_route_pickup', 4 * hour, 'pickup_overdue/window_missed/L1'],
    ['at_pickup', 15 * minute, 'route_anomaly/prolonged_stop/L1'],
    ['picked_up', 24 * hour, 'stale/no_event/L1'],
    ['in_transit', 24 * hour, 'stale/no_event/L1'],
    ['at_dropoff', 15 * minute, 'route_anomaly/prolonged_stop/L1'],
  ] as const
  for (const [stage, ms, expected] of cases) {
    const story = at(stage)
    story.wait(ms - 1)
    expect.soft(story.open(), `${stage} before`).toEqual([])
    story.wait(1)
    expect.soft(story.open(), stage).toEqual([expected])
  }
})

test('a late delivery supersedes the late stop, and the attempt ends it', () => {
  const story = at('out_for_delivery', { promise: [t0, t0 + 5 * hour] })
  story.shipment = {
    ...story.shipment,
    timers: story.shipment.timers.map((timer) =>
      timer.name === 'stop_late' ? { ...timer, dueAtMs: t0 + hour } : timer,
    ),
  }
  story.wait(hour)
  expect(story.open()).toEqual(['eta_delay/stop_overdue/L1'])
  story.wait(4 * hour)
  expect(story.open()).toEqual(['delivery_overdue/promise_missed/L1'])
  story.do('fail_attempt', { actor: courier, payload: { ...attempt, reason: 'not_home' } })
  expect(story.open()).toEqual(['recipient_unavailable/not_home/L1'])
})

test('a week of silence suspects a loss, which ends the stale parcel and which only a supervisor dismisses', () => {
  const story = at('in_transit', { promise: [t0, t0 + 60 * day] })
  story.wait(7 * day)
  expect(story.open()).toEqual(['suspected_lost/long_silence/L1'])
  const payload = {
    exceptionId: story.exceptionId(),
    action: 'dismiss',
    noteId: 'n',
    run: null,
  } as const
  expect(story.try('resolve', { actor: dispatcher, payload })).toMatchObject({ code: 'forbidden' })
  story.do('resolve', { actor: supervisor, payload })
  expect(story.open()).toEqual([])
})

test('every reason of a courier opens the type it belongs to', () => {
  for (const reason of failAttemptReasons) {
    const story = at('at_dropoff')
    story.do('fail_attempt', { actor: courier, payload: { ...attempt, reason } })
    expect.soft(story.open()).toEqual([`${typeOfReason(reason)}/${reason}/L1`])
    expect(story.shipment.attempts).toBe(1)
  }
  for (const reason of failPickupReasons) {
    const story = at('at_pickup')
    story.do('fail_pickup', { actor: courier, payload: { reason, photoId: null, noteId: null } })
    expect.soft(story.open()).toEqual([`pickup_failed/${reason}/L1`])
    expect(story.shipment).toMatchObject({ status: 'confirmed', courierId: null })
  }
})

test('a reason that belongs elsewhere is refused', () => {
  expect(
    at('at_dropoff').try('fail_attempt', { actor: courier, payload: { ...attempt, reason: 'undecided' } }),
  ).toMatchObject({ code: 'invalid_input' })
  expect(
    at('at_pickup').try('fail_pickup', {
      actor: courier,
      payload: { reason: 'not_home', photoId: null, noteId: null },
    }),
  ).toMatchObject({ code: 'invalid_input' })
  expect(
    at('confirmed').try('raise', { actor: dispatcher, payload: { type: 'stale', reason: 'not_home', noteId: null } }),
  ).toMatchObject({ code: 'invalid_input' })
})

test('silence after a failed attempt means another one; after the last it is the dispatcher who decides', () => {
  const story = at('at_dropoff', { promise: [t0, t0 + 60 * day] })
  story.do('fail_attempt', { actor: courier, payload: { ...attempt, reason: 'not_home' } })
  const decided = story.wait(day).filter((event) => event.type === 'delivery_decided')
  expect(decided).toMatchObject([{ data: { option: 'reattempt', isDefault: true } }])
  story.do('start', { actor: courier, payload: { etaMs: story.atMs + hour } })
  expect(story.open()).toEqual([])
  story.do('fail_attempt', { actor: courier, payload: { ...attempt, reason: 'out_of_time' } })
  story.wait(day)
  const undecided = story.shipment.exceptions.find((open) => open.type === 'recipient_unavailable')
  expect(undecided).toMatchObject({ reason: 'undecided', owner: { kind: 'role', id: 'D' } })
})

test('a new attempt that is not made on its day is late', () => {
  const story = at('at_dropoff', { promise: [t0, t0 + 60 * day] })
  story.do('fail_attempt', { actor: courier, payload: { ...attempt, reason: 'not_home' } })
  story.wait(2 * day)
  expect(story.open()).toContain('delivery_overdue/reattempt_missed/L1')
})

test('a second sign joins the first, and one from elsewhere makes us surer', () => {
  const story = at('picked_up')
  story.do('raise', { actor: dispatcher, payload: { type: 'stale', reason: 'no_scan', noteId: null } })
  story.do('raise', { actor: dispatcher, payload: { type: 'stale', reason: 'no_scan', noteId: null } })
  expect(story.shipment.exceptions[0]).toMatchObject({ score: 80, signals: 2, level: 1 })
  story.wait(24 * hour)
  expect(story.shipment.exceptions[0]).toMatchObject({ score: 95, signals: 3, level: 4 })
})

test('an owner or a dispatcher acts on an exception, nobody else', () => {
  const story = at('accepted')
  story.wait(15 * minute)
  const payload = { exceptionId: story.exceptionId() }
  expect(story.try('acknowledge', { actor: sender, payload })).toMatchObject({ code: 'forbidden' })
  expect(allowedCommands(story.shipment, courier)).toContain('acknowledge')
  expect(allowedCommands(story.shipment, recipient)).not.toContain('acknowledge')
  story.do('take', { actor: dispatcher, payload: { ...payload, toUserId: 'dispatcher' } })
  expect(story.do('take', { actor: dispatcher, payload: { ...payload, toUserId: 'dispatcher' } })).toEqual([])
  expect(story.try('acknowledge', { actor: courier, payload })).toMatchObject({ code: 'forbidden' })
  story.do('take', { actor: dispatcher, payload: { ...payload, toUserId: null } })
  expect(story.shipment.exceptions[0]?.owner).toEqual({ kind: 'role', id: 'C' })
  story.do('take', { actor: courier, payload: { ...payload, toUserId: 'courier-1' } })
  expect(allowedCommands(story.shipment, courier)).toContain('acknowledge')
  expect(story.try('take', { actor: dispatcher, payload: { exceptionId: 'unknown', toUserId: null } })).toMatchObject({
    code: 'not_now',
  })
})

const resolution = { noteId: 'n', run: null }

function assignTo(courierId: string): RunCommand {
  return { type: 'assign', payload: { courierIds: [courierId], minutes: null } }
}

function reassignTo(courierId: string): RunCommand {
  return { type: 'reassign', payload: { courierId, noteId: null } }
}

function pickupIn(window: readonly [number, number]): RunCommand {
  return { type: 'reschedule', payload: { stop: 'pickup', window } }
}

function tryAgain(window: readonly [number, number] | null): RunCommand {
  return { type: 'decide_delivery', payload: { option: 'reattempt', window, pointId: null, noteId: null } }
}

function cancelFor(acceptedFeeMinor: number): RunCommand {
  return { type: 'cancel', payload: { noteId: null, cause: 'K', acceptedFeeMinor } }
}

test('a resolution runs what it promises', () => {
  const late = booked()
  late.wait(15 * minute)
  const exceptionId = late.exceptionId()
  late.do('resolve', { actor: dispatcher, payload: { ...resolution, exceptionId, action: 'contact' } })
  expect(late.open()).toHaveLength(1)
  late.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId, action: 'assign', run: assignTo('courier-1') },
  })
  expect(late.shipment.status).toBe('assigned')
  expect(late.open()).toHaveLength(1)
  late.do('accept', { actor: courier, payload: {} })
  expect(late.open()).toEqual([])
})

test('a courier who is late can be replaced, and a carried parcel cannot be offered again', () => {
  const story = at('accepted')
  story.wait(15 * minute)
  story.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId: story.exceptionId(), action: 'assign', run: reassignTo('courier-2') },
  })
  expect(story.shipment).toMatchObject({ status: 'assigned', offers: [{ courierId: 'courier-2' }] })
  const carried = at('at_dropoff')
  carried.wait(15 * minute)
  expect(
    carried.try('resolve', {
      actor: dispatcher,
      payload: { ...resolution, exceptionId: carried.exceptionId(), action: 'assign', run: reassignTo('c') },
    }),
  ).toMatchObject({ code: 'not_now' })
})

test('a failed pickup gets a new window or a new attempt, or ends the shipment without a fee', () => {
  const failed = () => {
    const story = at('at_pickup')
    story.do('fail_pickup', { actor: courier, payload: { reason: 'not_ready', photoId: null, noteId: null } })
    return story
  }
  const rewindow = failed()
  const exceptionId = rewindow.exceptionId()
  const window = [t0 + day, t0 + day + hour] as const
  for (const wrong of [
    [t0 - hour, t0 - 1],
    [t0 + hour, t0 + hour],
  ] as const) {
    expect(
      rewindow.try('resolve', {
        actor: dispatcher,
        payload: { ...resolution, exceptionId, action: 'rewindow', run: pickupIn(wrong) },
      }),
    ).toMatchObject({ code: 'invalid_input' })
  }
  rewindow.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId, action: 'rewindow', run: pickupIn(window) },
  })
  expect(rewindow.shipment).toMatchObject({ pickup: window, exceptions: [] })
  expect(rewindow.shipment.timers.find((timer) => timer.name === 'assign')?.dueAtMs).toBe(t0 + day - hour)
  const again = failed()
  again.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId: again.exceptionId(), action: 'reattempt' },
  })
  expect(again.open()).toEqual([])
  const withWindow = failed()
  withWindow.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId: withWindow.exceptionId(), action: 'reattempt', run: pickupIn(window) },
  })
  expect(withWindow.shipment.pickup).toEqual(window)
  const over = failed()
  expect(
    over.try('resolve', {
      actor: dispatcher,
      payload: { ...resolution, exceptionId: over.exceptionId(), action: 'cancel', run: cancelFor(1) },
    }),
  ).toMatchObject({ code: 'invalid_input' })
  over.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId: over.exceptionId(), action: 'cancel', run: cancelFor(0) },
  })
  expect(over.shipment).toMatchObject({ status: 'closed', outcome: 'cancelled', exceptions: [] })
})

test('a failed delivery gets another attempt by a person, on a day that is still to come', () => {
  const story = at('at_dropoff')
  story.do('fail_attempt', { actor: courier, payload: { ...attempt, reason: 'wrong_address' } })
  const exceptionId = story.exceptionId()
  expect(
    story.try('resolve', {
      actor: dispatcher,
      payload: { ...resolution, exceptionId, action: 'reattempt', run: tryAgain([t0 - 2, t0 - 1]) },
    }),
  ).toMatchObject({ code: 'invalid_input' })
  expect(
    story.try('resolve', {
      actor: dispatcher,
      payload: { ...resolution, exceptionId, action: 'cancel', run: cancelFor(0) },
    }),
  ).toMatchObject({ code: 'not_now' })
  story.do('resolve', {
    actor: dispatcher,
    payload: { ...resolution, exceptionId, action: 'reattempt', run: tryAgain(null) },
  })
  expect(story.shipment.reattemptByMs).toBe(t0 + day)
  expect(story.open()).toEqual([])
})

test('an attempt or a window makes no sense while the parcel is on its way', () => {
  const story = at('out_for_delivery')
  story.do('raise', { actor: dispatcher, payload: { type: 'recipient_unavailable', reason: 'not_home', noteId: null } })
  const exceptionId = story.exceptionId()
  expect(
    story.try('resolve', {
      actor: dispatcher,
      payload: { ...resolution, exceptionId, action: 'reattempt', run: tryAgain(null) },
    }),
  ).toMatchObject({ code: 'not_now' })
  expect(
    story.try('resolve', {
      actor: dispatcher,
      payload: { ...resolution, exceptionId, action: 'rewindow', run: pickupIn([t0, t0 + day]) },
    }),
  ).toMatchObject({ code: 'not_now' })
  expect(
    story.try('resolve', { actor: dispatcher, payload: { ...resolution, exceptionId, action: 'map_code' } }),
  ).toMatchObject({ code: 'invalid_input' })
})

test('parcels that are missing at pickup or short at delivery open a case that only a person closes', () => {
  const story = at('accepted', { parcels: 2 })
  expect(story.try('pick_up', { actor: courier, payload: { scans: 'some', photoId: null, missing: 3 } })).toMatchObject(
    { code: 'invalid_input' },
  )
  story.do('pick_up', { actor: courier, payload: { scans: 'some', photoId: null, missing: 1 } })
  expect(story.open()).toEqual(['damaged_or_missing/missing_items/L1'])
  const delivery = at('at_dropoff')
  const payload = { proof: goodProof, receivedById: null, codCollectedMinor: null }
  expect(delivery.try('deliver', { actor: courier, payload: { ...payload, short: 2 } })).toMatchObject({
    code: 'invalid_input',
  })
  delivery.do('deliver', { actor: courier, payload: { ...payload, short: 1 } })
  delivery.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  expect(delivery.shipment.status).toBe('delivered')
  delivery.do('resolve', {
    actor: supervisor,
    payload: { ...resolution, exceptionId: delivery.exceptionId(), action: 'dismiss' },
  })
  expect(delivery.shipment.status).toBe('closed')
})

test('while damage is open the verify window waits, and begins anew when a person has closed the case', () => {
  const story = at('at_dropoff')
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 1 },
  })
  expect(story.shipment.timers.map((timer) => timer.name)).not.toContain('verify')
  story.do('resolve', {
    actor: supervisor,
    payload: { ...resolution, exceptionId: story.exceptionId(), action: 'dismiss' },
  })
  expect(story.shipment.timers.map((timer) => timer.name)).toContain('verify')
})

test('an outcome makes what is open moot, but not what only a person closes', () => {
  const story = at('out_for_delivery')
  story.do('raise', { actor: dispatcher, payload: { type: 'address_problem', reason: 'incomplete', noteId: null } })
  story.do('raise', { actor: dispatcher, payload: { type: 'missorted', reason: 'wrong_route', noteId: null } })
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  expect(story.open()).toEqual(['missorted/wrong_route/L1'])
})

test('every type can be dismissed, contacted, and shows when its first owner is late', () => {
  for (const type of exceptionTypes) expect(actionsFor(type)).toEqual(expect.arrayContaining(['contact', 'dismiss']))
  const story = booked()
  story.wait(15 * minute)
  const [open] = story.shipment.exceptions
  expect(open && slaDueMs(story.shipment.policy, open)).toBe(t0 + 30 * minute)
})

test('only the instant that is armed counts', () => {
  const story = booked()
  const due = { timer: 'assign', armedForMs: t0 + 15 * minute }
  expect(story.do('timer_due', { actor: system, payload: due })).toEqual([])
  expect(story.do('timer_due', { actor: system, payload: { ...due, armedForMs: t0 } })).toEqual([])
  expect(story.do('timer_due', { actor: system, payload: { timer: 'nothing', armedForMs: t0 } })).toEqual([])
})

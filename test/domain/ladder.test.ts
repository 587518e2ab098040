import { expect, test } from 'vitest'
import { addOpenMs, type OpenHours, openMsBetween } from '#domain/calendar.ts'
import { policyOf } from '#domain/policy.ts'
import { at, booked, courier, dispatcher, plainLevel, recipient, supervisor, system, t0, workdays } from './builders.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const evening = t0 + 12 * hour

test('the ladder climbs in the open hours of its type: ops hours for a missing courier', () => {
  const story = booked({ hours: workdays, pickup: [evening + 45 * minute, evening + 3 * hour] })
  story.wait(12 * hour - 15 * minute)
  expect(story.open()).toEqual(['unassigned/no_courier/L1'])
  const levels = [1, 2, 4].map((multiple) => addOpenMs(workdays.ops, story.atMs, multiple * 15 * minute))
  const seen = [2, 3, 4].map(() => {
    const nextAtMs = story.shipment.exceptions[0]?.nextAtMs ?? 0
    story.wait(nextAtMs - story.atMs)
    return story.atMs
  })
  expect(seen).toEqual(levels)
  expect(story.open()).toEqual(['unassigned/no_courier/L4'])
})

test('a working day is ten office hours: a case of Friday afternoon has until Monday', () => {
  const friday = t0 + 2 * day + 7 * hour
  const story = at('in_transit', { hours: workdays, promise: [t0, t0 + 40 * day] })
  story.wait(friday - t0)
  story.do('raise', { actor: dispatcher, payload: { type: 'suspected_lost', reason: 'not_found', noteId: null } })
  const open = story.shipment.exceptions.find(({ type }) => type === 'suspected_lost')
  expect(openMsBetween(workdays.office, friday, open?.nextAtMs ?? 0)).toBe(10 * hour)
  expect((open?.nextAtMs ?? 0) - friday).toBeGreaterThan(2 * day)
})

test('under a calendar a day of an SLA is the working day of its own clock', () => {
  const level = { code: 'x', version: 1 }
  const always = policyOf(level, { ...plainLevel, slas: { disputed: 'P1D', unassigned: 'P1D' } })
  expect([always.slasMs.disputed, always.slasMs.unassigned, always.workDayMs]).toEqual([day, day, day])
  const office = policyOf(
    { ...level, hours: workdays },
    { ...plainLevel, slas: { disputed: 'P1D', unassigned: 'P1D' } },
  )
  expect([office.slasMs.disputed, office.slasMs.unassigned, office.workDayMs]).toEqual([
    10 * hour,
    15 * hour,
    10 * hour,
  ])
})

test('a type may have a ladder of its own', () => {
  const step = (after: number) => ({ after, who: ['admin'], channels: ['email'] }) as const
  const story = booked({ level: { ladders: { unassigned: [step(0), step(2), step(3), step(9)] } } })
  story.wait(15 * minute)
  expect(story.shipment.exceptions[0]?.nextAtMs).toBe(t0 + 45 * minute)
  story.wait(30 * minute)
  expect(story.shipment.exceptions[0]?.nextAtMs).toBe(t0 + 60 * minute)
})

function waiting() {
  const story = booked()
  story.wait(15 * minute)
  return { story, exceptionId: story.exceptionId() }
}

const nap = { noteId: 'n', untilMs: t0 + 2 * hour }

test('a snooze stops the ladder until its end, and the ladder goes on with what was left', () => {
  const { story, exceptionId } = waiting()
  story.wait(5 * minute)
  story.do('snooze', { actor: dispatcher, payload: { ...nap, exceptionId } })
  expect(story.shipment.exceptions[0]).toMatchObject({ state: 'snoozed', nextAtMs: t0 + 2 * hour, snoozes: 1 })
  const woken = story.wait(t0 + 2 * hour - story.atMs)
  expect(woken.map(({ type }) => type)).toEqual(['exception_woken'])
  expect(story.shipment.exceptions[0]).toMatchObject({ state: 'open', level: 1, nextAtMs: t0 + 2 * hour + 10 * minute })
})

test('a snooze ends early when somebody acknowledges it', () => {
  const { story, exceptionId } = waiting()
  story.do('snooze', { actor: dispatcher, payload: { ...nap, exceptionId } })
  story.wait(10 * minute)
  story.do('acknowledge', { actor: dispatcher, payload: { exceptionId } })
  expect(story.shipment.exceptions[0]).toMatchObject({ state: 'open', nextAtMs: t0 + 40 * minute })
})

test('a snooze is at most one working day, three times, and a supervisor’s from level 3 on', () => {
  const { story, exceptionId } = waiting()
  const snooze = (untilMs: number, actor = dispatcher) =>
    story.try('snooze', { actor, payload: { exceptionId, untilMs, noteId: 'n' } })
  expect(snooze(story.atMs)).toMatchObject({ code: 'invalid_input' })
  expect(snooze(story.atMs + day + 1)).toMatchObject({ code: 'invalid_input' })
  expect(snooze(story.atMs + day)).toHaveLength(1)
  expect(snooze(story.atMs + hour)).toMatchObject({ code: 'not_now' })
  for (const round of [2, 3]) {
    story.do('acknowledge', { actor: dispatcher, payload: { exceptionId } })
    expect(snooze(story.atMs + minute), String(round)).toHaveLength(1)
  }
  story.do('acknowledge', { actor: dispatcher, payload: { exceptionId } })
  expect(snooze(story.atMs + minute)).toMatchObject({ code: 'not_now' })
  const high = waiting()
  high.story.wait(30 * minute)
  expect(high.story.open()).toEqual(['unassigned/no_courier/L3'])
  const late = { exceptionId: high.exceptionId, untilMs: high.story.atMs + minute, noteId: 'n' }
  expect(high.story.try('snooze', { actor: dispatcher, payload: late })).toMatchObject({ code: 'forbidden' })
  expect(high.story.try('snooze', { actor: supervisor, payload: late })).toHaveLength(1)
})

test('a latched type is snoozed by supervisors only', () => {
  const story = at('in_transit')
  story.do('raise', { actor: dispatcher, payload: { type: 'missorted', reason: 'wrong_route', noteId: null } })
  const payload = { exceptionId: story.exceptionId(), untilMs: t0 + hour, noteId: 'n' }
  expect(story.try('snooze', { actor: dispatcher, payload })).toMatchObject({ code: 'forbidden' })
  expect(story.try('snooze', { actor: supervisor, payload })).toHaveLength(1)
})

test('a person escalates one level at once, down to the fourth and no further', () => {
  const { story, exceptionId } = waiting()
  for (const level of [2, 3, 4]) {
    story.do('escalate', { actor: dispatcher, payload: { exceptionId, noteId: null } })
    expect(story.shipment.exceptions[0]?.level).toBe(level)
  }
  expect(story.try('escalate', { actor: dispatcher, payload: { exceptionId, noteId: null } })).toMatchObject({
    code: 'not_now',
  })
})

test('a resolved exception is opened again by a dispatcher for seven days, at its old level', () => {
  const { story, exceptionId } = waiting()
  story.do('escalate', { actor: dispatcher, payload: { exceptionId, noteId: null } })
  story.do('resolve', { actor: dispatcher, payload: { exceptionId, action: 'dismiss', noteId: 'n', run: null } })
  const again = { exceptionId, noteId: null }
  expect(story.try('reopen', { actor: recipient, payload: again })).toMatchObject({ code: 'forbidden' })
  story.do('reopen', { actor: dispatcher, payload: again })
  expect(story.open()).toEqual(['unassigned/no_courier/L2'])
  expect(story.try('reopen', { actor: dispatcher, payload: again })).toMatchObject({ code: 'not_now' })
  const old = waiting()
  old.story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1'], minutes: 20_000 } })
  old.story.do('resolve', {
    actor: dispatcher,
    payload: { exceptionId: old.exceptionId, action: 'dismiss', noteId: 'n', run: null },
  })
  old.story.atMs += 7 * day + 1
  const late = old.story.try('reopen', { actor: dispatcher, payload: { exceptionId: old.exceptionId, noteId: null } })
  expect(late).toMatchObject({ code: 'not_now' })
})

test('what somebody has, nobody else takes: the owner or a supervisor hands it over or gives it back', () => {
  const { story, exceptionId } = waiting()
  const other = { kind: 'D', id: 'other' } as const
  const take = (actor: typeof dispatcher, toUserId: string | null) =>
    story.try('take', { actor, payload: { exceptionId, toUserId } })
  expect(take(dispatcher, 'dispatcher')).toHaveLength(1)
  expect(take(other, 'other')).toMatchObject({ code: 'not_now' })
  expect(take(other, null)).toMatchObject({ code: 'not_now' })
  expect(take(dispatcher, 'other')).toHaveLength(1)
  expect(take(supervisor, 'supervisor')).toHaveLength(1)
  expect(take(supervisor, null)).toHaveLength(1)
  expect(story.shipment.exceptions[0]?.owner).toEqual({ kind: 'role', id: 'D' })
})

test('a second witness makes a problem graver instead of making a second record', () => {
  const story = at('in_transit', { level: { slas: { stale: 'P9D' } } })
  const signal = { type: 'stale', reason: 'no_scan', noteId: null } as const
  story.do('raise', { actor: dispatcher, payload: signal })
  expect(story.shipment.exceptions).toMatchObject([{ score: 80, severity: 'medium' }])
  story.do('raise', { actor: dispatcher, payload: signal })
  expect(story.shipment.exceptions).toMatchObject([{ score: 80, severity: 'medium', signals: 2 }])
  story.wait(day)
  expect(story.shipment.exceptions).toMatchObject([{ type: 'stale', score: 95, severity: 'high', signals: 3 }])
})

test('the same rules taken over a day later leave every rung where it was', () => {
  const story = at('in_transit', { hours: workdays, promise: [t0, t0 + 40 * day] })
  story.do('raise', { actor: dispatcher, payload: { type: 'disputed', reason: 'not_received', noteId: null } })
  const nextAtMs = story.shipment.exceptions[0]?.nextAtMs
  story.wait(20 * hour)
  const startMs = (workdays.office?.startMs ?? 0) + day
  const later = (hours: OpenHours | null) =>
    hours && { startMs, marks: hours.marks.map((mark) => mark - 24 * 60).filter((mark) => mark >= 0) }
  const hours = { ops: later(workdays.ops), office: later(workdays.office) }
  const policy = policyOf({ code: 'plain', version: 2, hours }, plainLevel)
  story.do('apply_policy', { actor: system, payload: { policy } })
  expect(story.shipment.exceptions[0]?.nextAtMs).toBe(nextAtMs)
})

test('a new policy is taken over only when somebody says so, and then every deadline and ladder moves', () => {
  const { story } = waiting()
  const slow = policyOf(
    { code: 'plain', version: 2 },
    { ...plainLevel, slas: { unassigned: 'PT1H' }, allowances: { promise: 'P9D' } },
  )
  story.do('apply_policy', { actor: { kind: 'A', id: 'admin' }, payload: { policy: slow } })
  expect(story.shipment.policy.version).toBe(2)
  expect(story.shipment.exceptions[0]).toMatchObject({ level: 1, nextAtMs: t0 + 15 * minute + hour })
  expect(story.do('apply_policy', { actor: system, payload: { policy: slow } })).toEqual([])
  const carried = at('in_transit', { promise: [t0, t0 + 40 * day] })
  const patient = policyOf({ code: 'plain', version: 2 }, { ...plainLevel, allowances: { silence: 'PT48H' } })
  carried.do('apply_policy', { actor: system, payload: { policy: patient } })
  expect(carried.shipment.timers.find(({ name }) => name === 'silence')?.dueAtMs).toBe(t0 + 48 * hour)
  expect(carried.try('apply_policy', { actor: courier, payload: { policy: slow } })).toMatchObject({
    code: 'forbidden',
  })
})

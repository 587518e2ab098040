import { expect, test } from 'vitest'
import { DeskLoad } from '#domain/desk-load.ts'
import { type Policy, policyOf } from '#domain/policy.ts'
import { reallyTold, replayUnder } from '#domain/what-if.ts'
import { booked, dispatcher, plainLevel, shipmentId, t0, workdays } from './builders.ts'
import { lifeOf } from './lives.ts'

const days = 30
const minute = 60_000
const untilMs = t0 + days * 86_400_000
const setting = { levelCode: 'plain', hoursAt: () => workdays, nowMs: untilMs, days }
const lives = Array.from({ length: 200 }, (_, n) => lifeOf(n, setting))

function draft(special: Partial<typeof plainLevel>): Policy {
  return policyOf({ code: 'plain', version: 2, hours: workdays }, { ...plainLevel, calendar: 'default', ...special })
}

function toldUnder(policy: Policy | null) {
  return lives.map(({ events, shipment: { id } }) => replayUnder(events, { shipmentId: id, policy, untilMs }))
}

function levelsOf(told: ReturnType<typeof toldUnder>): number[] {
  return [1, 2, 3, 4].map((level) => told.flat().filter((one) => one.level === level).length)
}

test('two hundred lives of all kinds, lived again under their own policy, tell people what they were really told', () => {
  const real = lives.map(({ events }) => reallyTold(events))
  expect(levelsOf(real).every((count) => count > 10)).toBe(true)
  expect(toldUnder(null)).toEqual(real)
  expect(toldUnder(draft({}))).toEqual(real)
})

test('a longer SLA climbs later and a higher ladder less often, and the exceptions stay the same', () => {
  const real = levelsOf(toldUnder(null))
  const calmer = levelsOf(toldUnder(draft({ ladder: [0, 2, 6, 12] })))
  expect(calmer[0]).toBe(real[0])
  expect(calmer[3]).toBeLessThan(real[3] ?? 0)
  const slower = levelsOf(toldUnder(draft({ slas: { unassigned: 'PT6H' } })))
  expect(slower[0]).toBe(real[0])
  expect(slower[1]).toBeLessThan(real[1] ?? 0)
})

test('a desk adds up what it was told, by level and by type', () => {
  const load = new DeskLoad()
  load.add([
    { type: 'stale', level: 1, isNew: true },
    { type: 'stale', level: 2, isNew: false },
    { type: 'unassigned', level: 1, isNew: true },
  ])
  expect(load.figures()).toEqual({
    exceptions: 2,
    alerts: 3,
    byLevel: { 1: 2, 2: 1, 3: 0, 4: 0 },
    byType: [
      { type: 'unassigned', exceptions: 1, alerts: 1, worstLevel: 1 },
      { type: 'stale', exceptions: 1, alerts: 2, worstLevel: 2 },
    ],
    peopleHours: 0.3,
  })
})

test('what people did about a case counts in the replay as well', () => {
  const story = booked()
  story.wait(15 * minute)
  const exceptionId = story.exceptionId()
  story.do('acknowledge', { actor: dispatcher, payload: { exceptionId } })
  story.do('escalate', { actor: dispatcher, payload: { exceptionId, noteId: null } })
  story.do('raise', { actor: dispatcher, payload: { type: 'unassigned', reason: 'no_courier', noteId: null } })
  story.do('apply_policy', {
    actor: { kind: 'A', id: 'admin' },
    payload: { policy: policyOf({ code: 'plain', version: 2 }, plainLevel) },
  })
  story.do('resolve', { actor: dispatcher, payload: { exceptionId, action: 'dismiss', noteId: 'n', run: null } })
  // The workflow names what its timers do.
  const events = story.events.map((event) =>
    event.source === 'system' ? { ...event, commandId: `due/${event.commandId}` } : event,
  )
  const told = replayUnder(events, { shipmentId, policy: null, untilMs: story.atMs })
  expect(told).toEqual(reallyTold(events))
  expect(told.map(({ level }) => level)).toEqual([1, 2])
})

import { expect, test } from 'vitest'
import { type Policy, policyOf } from '#domain/policy.ts'
import { reallyTold, replayUnder } from '#domain/what-if.ts'
import { plainLevel, t0, workdays } from './builders.ts'
import { lifeOf } from './lives.ts'

const days = 30
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

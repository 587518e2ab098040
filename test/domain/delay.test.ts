import { expect, test } from 'vitest'
import { delayOf } from '#domain/delay.ts'
import { mappingDocument, wireOf } from '#domain/schemas/mapping.ts'
import { vocabularies } from '#domain/vocabularies/all.ts'
import { at, dispatcher, t0 } from './builders.ts'

const hour = 3_600_000
const promise = [t0, t0 + 2 * hour] as const

test('a parcel is on time until its promise passes, and late from that instant on', () => {
  const story = at('in_transit', { promise })
  expect(delayOf(story.shipment, promise[1])).toMatchObject({ flag: 'on_time', reason: null })
  expect(delayOf(story.shipment, promise[1] + 1)).toMatchObject({ flag: 'late', sinceMs: promise[1], cause: null })
  story.wait(3 * hour)
  expect(delayOf(story.shipment, story.atMs)).toMatchObject({ flag: 'late', cause: 'K', reason: 'promise_missed' })
})

test('what holds a parcel up puts it at risk: a problem with its cause, or a hold', () => {
  const story = at('in_transit')
  story.do('raise', { actor: dispatcher, payload: { type: 'address_problem', reason: 'incomplete', noteId: null } })
  expect(delayOf(story.shipment, story.atMs)).toMatchObject({ flag: 'at_risk', cause: 'S', reason: 'incomplete' })
  const held = at('in_transit')
  const hold = { reason: 'security', untilMs: null, retentionReason: null, noteId: null } as const
  held.do('place_hold', { actor: dispatcher, payload: hold })
  expect(delayOf(held.shipment, held.atMs)).toMatchObject({ flag: 'at_risk', cause: null, reason: 'security' })
})

test('what has arrived is late no more', () => {
  const story = at('delivered', { promise })
  expect(delayOf(story.shipment, promise[1] + hour).flag).toBe('on_time')
})

test('every rule of every public list is read, and comes back as it was written', () => {
  for (const { code, rules } of vocabularies) {
    const { rules: read } = mappingDocument.parse({ rules })
    expect(
      read.map(({ effect }) => wireOf(effect)),
      code,
    ).toEqual(rules.map(({ effect }) => effect))
  }
})

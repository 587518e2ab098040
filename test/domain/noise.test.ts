import { expect, test } from 'vitest'
import type { SignalSource } from '#domain/ladder.ts'
import { raise } from '#domain/raise.ts'
import { pending } from '#domain/rearm.ts'
import { openScript } from '#domain/script.ts'
import { at, commandOf, type Story, system } from './builders.ts'

function sign(story: Story, via: SignalSource) {
  const script = openScript(story.shipment, {
    envelope: commandOf('close', { actor: system, payload: {} }),
    nowMs: story.atMs,
    run: () => undefined,
  })
  raise(script, { type: 'eta_delay', reason: 'predicted_late', via })
  story.shipment = script.now()
  return script.events.map((event) => event.type)
}

test('a weak sign is noise on no ladder, until a second source confirms it', () => {
  const story = at('out_for_delivery')
  expect(sign(story, 'gps')).toEqual(['exception_raised'])
  expect(story.shipment.exceptions).toMatchObject([{ state: 'noise', nextAtMs: null, score: 40 }])
  expect(pending(story.shipment).some((due) => due.timer.startsWith('ladder'))).toBe(false)
  expect(sign(story, 'gps')).toEqual(['exception_joined'])
  expect(story.shipment.exceptions).toMatchObject([{ state: 'noise', signals: 2 }])
  expect(sign(story, 'prediction')).toEqual(['exception_joined'])
  expect(story.shipment.exceptions).toMatchObject([{ state: 'open', score: 55 }])
  expect(pending(story.shipment).some((due) => due.timer.startsWith('ladder'))).toBe(true)
})

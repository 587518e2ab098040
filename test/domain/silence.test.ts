import { expect, test } from 'vitest'
import { silenceOf } from '#api/services/silence.ts'
import { at, courier, recipient, type Story, sender, type Wish, workdays } from './builders.ts'

const minuteMs = 60_000
const noProof = { photoId: null, noteId: null, distanceMeters: null } as const

function failed(wish: Wish = {}, reason = 'not_home'): Story {
  const story = at('at_dropoff', wish)
  story.do('fail_attempt', { actor: courier, payload: { reason, ...noProof } })
  return story
}

/** Lets it come to the instant that was told, and gives what was decided there. */
function decisionOf(story: Story) {
  const told = silenceOf(story.shipment)
  const events = story.wait(Date.parse(told?.at ?? '') - story.atMs)
  const decided = events.find((event) => event.type === 'delivery_decided')
  return { told, decided: decided?.data }
}

test.each([
  ['always open', {}],
  ['with working days', { hours: workdays }],
])('what is told of silence is what silence does, %s: first a new attempt, then the return', (_, wish: Wish) => {
  const story = failed(wish)
  const first = decisionOf(story)
  expect(first.told?.act).toBe('reattempt')
  expect(first.decided).toMatchObject({ option: 'reattempt', isDefault: true })
  expect(Date.parse(first.told?.day ?? '')).toBe(story.shipment.reattemptByMs)

  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('fail_attempt', { actor: courier, payload: { reason: 'not_home', ...noProof } })
  const second = decisionOf(story)
  expect(second.told).toMatchObject({ act: 'return', day: null })
  expect(second.decided).toMatchObject({ option: 'return', isDefault: true })
})

test('where a person must look, nothing happens by itself, and nothing else is told', () => {
  const story = failed({}, 'refused_at_door')
  expect(silenceOf(story.shipment)).toEqual({ act: 'person', at: null, day: null })
})

test('once somebody has decided nobody is asked; while the clock stands no instant is told', () => {
  const story = failed()
  const hold = { reason: 'customer', untilMs: null, retentionReason: null, noteId: null } as const
  story.do('place_hold', { actor: recipient, payload: hold })
  expect(silenceOf(story.shipment)).toEqual({ act: 'reattempt', at: null, day: null })
  const payload = { option: 'neighbour', window: null, pointId: null, noteId: null } as const
  story.do('decide_delivery', { actor: recipient, payload })
  expect(silenceOf(story.shipment)).toBeNull()
})

test('a delivery is accepted by silence at the instant that is told, and an open dispute asks for no answer', () => {
  const story = at('delivered')
  const told = silenceOf(story.shipment)
  expect(told?.act).toBe('accept')
  story.wait(Date.parse(told?.at ?? '') - story.atMs - minuteMs)
  expect(story.shipment.isVerified).toBe(false)
  story.wait(minuteMs)
  expect(story.shipment.isVerified).toBe(true)

  const disputed = at('delivered')
  disputed.do('dispute', { actor: sender, payload: { kind: 'not_received', noteId: null, photoId: null } })
  expect(silenceOf(disputed.shipment)).toBeNull()
})

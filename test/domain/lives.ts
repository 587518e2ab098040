import { fold } from '#domain/apply.ts'
import { type PolicyHours, policyOf } from '#domain/policy.ts'
import { pending } from '#domain/rearm.ts'
import { freshShipment } from '#domain/shipment.ts'
import { bookCommand, courier, dispatcher, plainLevel, recipient, Story, stages, system } from './builders.ts'

const minuteMs = 60_000
const [hourMs, dayMs] = [60 * minuteMs, 1_440 * minuteMs]

export type Setting = {
  levelCode: string
  /** The open hours that a booking at an instant takes along. */
  hoursAt: (ms: number) => PolicyHours
  nowMs: number
  days: number
}

/** A whole number between two, both of them included. */
type Dice = (least: number, most: number) => number

/** What people do, and how long they take for it. */
type Play = (story: Story, dice: Dice) => void

const plays: readonly [percent: number, play: Play][] = [
  [66, inTime],
  [10, foundLate],
  [8, offerLapsed],
  [6, silent],
  [6, secondTry],
  [2, held],
  [2, nobodyCame],
]

/** One life that began within the last days, lived until now with whatever fell due on the way. */
export function lifeOf(n: number, { levelCode, hoursAt, nowMs, days }: Setting): Story {
  const dice = diceOf(n + 1)
  const startMs = nowMs - dice(2 * hourMs, days * dayMs - hourMs)
  const story = new Story()
  story.atMs = startMs
  const pickup = [startMs, startMs + 4 * hourMs] as const
  const { payload, ...booking } = bookCommand({ pickup, promise: [startMs, startMs + 34 * hourMs] })
  const level = { code: levelCode, version: 1, hours: hoursAt(startMs) }
  const policy = policyOf(level, { ...plainLevel, calendar: 'default' })
  story.run({ ...booking, occurredAtMs: startMs, receivedAtMs: startMs, payload: { ...payload, policy } })
  playOf(n)(story, dice)
  if (story.atMs < nowMs) pass(story, nowMs - story.atMs)
  // What people were to do later has not happened yet.
  story.events = story.events.filter(({ recordedAtMs }) => recordedAtMs <= nowMs)
  story.shipment = fold(freshShipment(story.shipment.id), story.events)
  return story
}

function playOf(n: number): Play {
  // 37 and 100 have no common factor: a hundred lives come as the shares say.
  let rest = (n * 37) % 100
  for (const [percent, play] of plays) {
    if (rest < percent) return play
    rest -= percent
  }
  return inTime
}

/** Lets time pass; what falls due on the way comes as the workflow gives it. */
function pass(story: Story, ms: number): void {
  const endMs = story.atMs + ms
  for (let [due] = pending(story.shipment); due && due.armedForMs <= endMs; [due] = pending(story.shipment)) {
    story.atMs = Math.max(story.atMs, due.armedForMs)
    const commandId = `due/${due.timer}/${due.armedForMs}`
    story.do('timer_due', { actor: system, payload: due, source: 'system', commandId })
  }
  story.atMs = endMs
}

/** From the offer to the parcel on the road. */
function collect(story: Story, dice: Dice): void {
  for (const stage of ['assigned', 'accepted', 'en_route_pickup', 'at_pickup', 'picked_up', 'in_transit'] as const) {
    pass(story, dice(1, 9) * minuteMs)
    stages[stage](story)
  }
}

/** From the road to the recipient, who confirms on the same day or the next. */
function deliver(story: Story, dice: Dice): void {
  stages.out_for_delivery(story)
  pass(story, dice(20, 140) * minuteMs)
  stages.at_dropoff(story)
  pass(story, dice(1, 6) * minuteMs)
  stages.delivered(story)
  pass(story, dice(1, 30) * hourMs)
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
}

function take(story: Story): void {
  story.do('take', { actor: dispatcher, payload: { exceptionId: story.exceptionId(), toUserId: null } })
}

function inTime(story: Story, dice: Dice): void {
  collect(story, dice)
  pass(story, dice(2, 20) * hourMs)
  deliver(story, dice)
}

function foundLate(story: Story, dice: Dice): void {
  // Beyond the quarter of an hour that finding a courier may take.
  pass(story, dice(20, 300) * minuteMs)
  take(story)
  inTime(story, dice)
}

function offerLapsed(story: Story, dice: Dice): void {
  pass(story, dice(1, 12) * minuteMs)
  stages.assigned(story)
  // Nobody answers within ten minutes: it looks for a courier again.
  pass(story, dice(12, 90) * minuteMs)
  inTime(story, dice)
}

function silent(story: Story, dice: Dice): void {
  collect(story, dice)
  pass(story, dice(25, 60) * hourMs)
  take(story)
  pass(story, dice(1, 5) * hourMs)
  deliver(story, dice)
}

function secondTry(story: Story, dice: Dice): void {
  collect(story, dice)
  stages.out_for_delivery(story)
  pass(story, dice(30, 120) * minuteMs)
  stages.at_dropoff(story)
  const tried = { reason: 'not_home', photoId: null, noteId: null, distanceMeters: 5 }
  story.do('fail_attempt', { actor: courier, payload: tried })
  pass(story, dice(2, 20) * hourMs)
  const wish = { option: 'reattempt', window: null, pointId: null, noteId: null } as const
  story.do('decide_delivery', { actor: recipient, payload: wish })
  pass(story, dice(1, 6) * hourMs)
  deliver(story, dice)
}

function held(story: Story, dice: Dice): void {
  const hold = { reason: 'customs', untilMs: null, retentionReason: null, noteId: null } as const
  story.do('place_hold', { actor: dispatcher, payload: hold })
  pass(story, dice(3, 40) * hourMs)
  story.do('release_hold', { actor: dispatcher, payload: { reason: 'customs', noteId: null } })
  inTime(story, dice)
}

/** Its ladder climbs to the top and says so again each day. */
function nobodyCame(story: Story, dice: Dice): void {
  pass(story, dice(1, 20) * minuteMs)
}

/** The same numbers for the same seed: a linear congruential generator. */
function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761) % 4_294_967_296
  return (least, most) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return least + Math.floor(((most - least + 1) * state) / 4_294_967_296)
  }
}

import { expect, test } from 'vitest'
import { effectsOf } from '#domain/effects.ts'
import type { Payloads } from '#domain/payloads.ts'
import { postingsOf } from '#domain/postings.ts'
import {
  at,
  courier,
  dispatcher,
  goodProof,
  noMoneyFact,
  recipient,
  type Story,
  sender,
  supervisor,
  system,
  t0,
} from './builders.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const card = { method: 'card', paymentMethodId: 'pm_1', codMinor: null } as const
const failed = { photoId: null, noteId: null, distanceMeters: 9 }

function tell(story: Story, fact: Partial<Payloads['payment_event']> & { kind: Payloads['payment_event']['kind'] }) {
  return story.do('payment_event', { actor: system, payload: { ...noMoneyFact, ...fact }, source: 'stripe' })
}

/** A card shipment that has come as far as the last failed attempt. */
function paidTo(reason: string): Story {
  const story = at('confirmed', { payment: card, promise: [t0, t0 + 40 * day] })
  tell(story, { kind: 'authorised', captureBeforeMs: t0 + 90 * day })
  story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1'], minutes: null } })
  story.do('accept', { actor: courier, payload: {} })
  story.do('pick_up', { actor: courier, payload: { scans: 'all', photoId: null, missing: 0 } })
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('fail_attempt', { actor: courier, payload: { ...failed, reason } })
  return story
}

/** What the last command asked of the payment provider. */
function asked(story: Story, from: number) {
  return story.events.slice(from).flatMap((event) => effectsOf(story.shipment, event))
}

function posted(story: Story, from: number) {
  return story.events
    .slice(from)
    .flatMap((event) => postingsOf(story.shipment, event).map(({ posting, key }) => `${posting} ${key}`))
}

test('whoever was not at home chooses another day, a neighbour or a point, and nothing else is asked', () => {
  for (const option of ['reattempt', 'neighbour', 'pickup_point'] as const) {
    const story = paidTo('not_home')
    const window = [t0 + day, t0 + day + 4 * hour] as const
    const payload = { option, window, pointId: option === 'pickup_point' ? 'locker-1' : null, noteId: null }
    story.do('decide_delivery', { actor: recipient, payload })
    expect(story.shipment).toMatchObject({ decision: option, reattemptByMs: window[1] })
    expect(story.shipment.timers.map(({ name }) => name)).not.toContain('decision')
    story.wait(2 * day)
    expect(story.open()).toContain('delivery_overdue/reattempt_missed/L4')
  }
})

test('a point needs its name, a safe place cannot take a PIN, and ten working days are the farthest', () => {
  const story = paidTo('not_home')
  const decide = (payload: Partial<Payloads['decide_delivery']>) =>
    story.try('decide_delivery', {
      actor: recipient,
      payload: { option: 'reattempt', window: null, pointId: null, noteId: null, ...payload },
    })
  expect(decide({ option: 'pickup_point' })).toMatchObject({ code: 'invalid_input' })
  expect(decide({ window: [t0 + 11 * day, t0 + 11 * day + hour] })).toMatchObject({ code: 'invalid_input' })
  expect(decide({ window: [t0 + 10 * day, t0 + 10 * day + hour] })).toHaveLength(1)
  const guarded = at('in_transit', { level: { podPolicy: { pin: 'required' } } })
  const place = { option: 'safe_place', window: null, pointId: null, noteId: null } as const
  expect(guarded.try('decide_delivery', { actor: recipient, payload: place })).toMatchObject({ code: 'invalid_input' })
  expect(at('in_transit').try('decide_delivery', { actor: recipient, payload: place })).toHaveLength(1)
})

test('silence after the last attempt sends it back, but a refused parcel waits for a person', () => {
  const used = paidTo('not_home')
  used.wait(day)
  expect(used.shipment).toMatchObject({ status: 'attempt_failed', decision: 'reattempt' })
  used.do('start', { actor: courier, payload: { etaMs: null } })
  used.do('fail_attempt', { actor: courier, payload: { ...failed, reason: 'not_home' } })
  used.wait(day)
  expect(used.shipment).toMatchObject({ status: 'returning', endCause: 'N', money: { feeMinor: 245 } })
  const refused = paidTo('refused_at_door')
  refused.wait(2 * day)
  expect(refused.shipment.status).toBe('attempt_failed')
  expect(refused.open()[0]).toMatch(/^refused/)
})

test('a return by the sender’s wish takes price and fee of the hold, as far as it goes', () => {
  const story = paidTo('refused_at_door')
  story.do('start_return', { actor: sender, payload: { cause: 'S', noteId: null } })
  const from = story.events.length
  expect(story.try('complete_return', { actor: dispatcher, payload: { proof: goodProof } })).not.toHaveProperty('code')
  expect(story.shipment).toMatchObject({ status: 'returned', custodian: { kind: 'sender' } })
  expect(asked(story, from)).toEqual([{ kind: 'capture', n: 1, intentId: 'pi_1', amountMinor: 490 }])
  const paid = story.events.length
  tell(story, { kind: 'captured', amountMinor: 490 })
  expect(posted(story, paid)).toEqual(['M1 capture:1', 'M5 revenue:1', 'M9 return-fee:1'])
  const open = story.shipment.exceptions.find(({ type }) => type === 'refused')
  story.do('resolve', {
    actor: dispatcher,
    payload: { exceptionId: open?.id ?? '', action: 'contact', noteId: 'n', run: null },
  })
  story.do('resolve', {
    actor: supervisor,
    payload: { exceptionId: open?.id ?? '', action: 'dismiss', noteId: 'n', run: null },
  })
  expect(story.shipment).toMatchObject({ status: 'closed', outcome: 'returned' })
})

test('a return that was our own fault gives the hold back and costs nothing', () => {
  const story = paidTo('not_home')
  story.do('start_return', { actor: dispatcher, payload: { cause: 'K', noteId: null } })
  const from = story.events.length
  story.do('complete_return', { actor: courier, payload: { proof: goodProof } })
  expect(asked(story, from)).toEqual([{ kind: 'release', n: 1, intentId: 'pi_1' }])
  tell(story, { kind: 'released', amountMinor: 0 })
  expect(story.shipment).toMatchObject({ status: 'closed', money: { feeMinor: 0, capturedMinor: 0 } })
})

test('a return is proven like a delivery, but nobody asks the sender for the recipient’s PIN', () => {
  const story = at('in_transit', { level: { podPolicy: { photo: 'required', pin: 'required' } } })
  story.do('start_return', { actor: dispatcher, payload: { cause: 'K', noteId: null } })
  const none = { ...goodProof, photoId: null }
  expect(story.try('complete_return', { actor: courier, payload: { proof: none } })).toMatchObject({
    errors: [{ pointer: '/payload/pod/photoId' }],
  })
  story.do('complete_return', { actor: courier, payload: { proof: goodProof } })
  expect(story.shipment.outcome).toBe('returned')
})

test('a return that takes too long is an exception, and so is a refund that nobody makes', () => {
  const late = at('in_transit')
  late.do('start_return', { actor: dispatcher, payload: { cause: 'K', noteId: null } })
  late.do('scan', { actor: courier, payload: { scans: 'all', facilityId: null, direction: null } })
  late.wait(7 * day)
  expect(late.open()).toEqual(['suspected_lost/long_silence/L1'])
  const slow = at('in_transit', { level: { allowances: { lost_watch: 'P20D' } } })
  slow.do('start_return', { actor: dispatcher, payload: { cause: 'K', noteId: null } })
  slow.wait(7 * day)
  expect(slow.open()).toEqual(['return_overdue/return_late/L1'])
  const owed = paidTo('not_home')
  owed.do('start_return', { actor: dispatcher, payload: { cause: 'N', noteId: null } })
  owed.do('complete_return', { actor: courier, payload: { proof: goodProof } })
  owed.wait(day)
  expect(owed.open()).toEqual(['payment_overdue/refund_open/L1'])
})

test('a parcel waits at its point, and one that nobody collects goes back when the recipient’s time is over', () => {
  const story = paidTo('not_home')
  story.do('make_available', { actor: dispatcher, payload: { pointId: 'locker-1', untilMs: null } })
  expect(story.shipment).toMatchObject({
    status: 'available_for_pickup',
    custodian: { kind: 'facility', id: 'locker-1' },
    collectByMs: t0 + 7 * day,
    exceptions: [],
  })
  story.wait(7 * day)
  expect(story.open()).toEqual(['recipient_unavailable/uncollected/L1'])
  story.wait(day)
  expect(story.shipment).toMatchObject({ status: 'returning', endCause: 'N' })
  expect(story.open()).toEqual([])
})

test('only what is suspected lost is declared lost; the hold goes back, and the claim must be decided before it closes', () => {
  const story = paidTo('not_home')
  const lost = { noteId: 'n', photoId: null }
  expect(story.try('mark_lost', { actor: dispatcher, payload: lost })).toMatchObject({ code: 'not_now' })
  story.do('raise', { actor: dispatcher, payload: { type: 'suspected_lost', reason: 'not_found', noteId: null } })
  const open = story.shipment.exceptions.find(({ type }) => type === 'suspected_lost')
  const from = story.events.length
  story.do('resolve', {
    actor: dispatcher,
    payload: {
      exceptionId: open?.id ?? '',
      action: 'declare_lost',
      noteId: 'n',
      run: { type: 'mark_lost', payload: lost },
    },
  })
  expect(story.shipment).toMatchObject({ status: 'lost', outcome: 'lost', custodian: { kind: 'none' }, exceptions: [] })
  expect(asked(story, from)).toEqual([{ kind: 'release', n: 1, intentId: 'pi_1' }])
  tell(story, { kind: 'released', amountMinor: 0 })
  story.wait(5 * day)
  expect(story.open()).toEqual(['payment_overdue/claim_open/L1'])
  const claim = { decision: 'claim', amountMinor: 4_000, cause: 'K', noteId: null } as const
  expect(story.try('settle', { actor: dispatcher, payload: { ...claim, amountMinor: 50_001 } })).toMatchObject({
    code: 'forbidden',
  })
  expect(story.try('settle', { actor: supervisor, payload: { ...claim, amountMinor: 50_001 } })).toMatchObject({
    code: 'invalid_input',
  })
  const decided = story.events.length
  story.do('settle', { actor: dispatcher, payload: claim })
  expect(posted(story, decided)).toEqual(['M10 settlement:1'])
  expect(story.shipment).toMatchObject({ status: 'closed', outcome: 'lost' })
})

test('a dispute is heard before anything is taken; upheld, the parcel counts as lost and the hold goes back', () => {
  const story = paidTo('not_home')
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  story.do('dispute', { actor: recipient, payload: { kind: 'not_received', noteId: 'n', photoId: null } })
  expect(story.open()).toEqual(['disputed/not_received/L1'])
  story.wait(4 * day)
  expect(story.shipment).toMatchObject({ status: 'delivered', isVerified: false })
  const from = story.events.length
  story.do('resolve', {
    actor: dispatcher,
    payload: {
      exceptionId: story.exceptionId(),
      action: 'uphold',
      noteId: 'n',
      run: { type: 'mark_lost', payload: { noteId: 'n', photoId: null } },
    },
  })
  expect(story.shipment.status).toBe('lost')
  expect(asked(story, from)).toEqual([{ kind: 'release', n: 1, intentId: 'pi_1' }])
})

test('a dispute that is denied lets the verify window begin anew', () => {
  const story = at('delivered')
  story.do('dispute', { actor: sender, payload: { kind: 'damaged', noteId: 'n', photoId: null } })
  expect(story.open()).toEqual(['damaged_or_missing/damaged/L1'])
  story.do('resolve', {
    actor: supervisor,
    payload: { exceptionId: story.exceptionId(), action: 'dismiss', noteId: 'n', run: null },
  })
  expect(story.shipment.timers.map(({ name }) => name)).toContain('verify')
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  expect(
    story.try('dispute', { actor: sender, payload: { kind: 'damaged', noteId: 'n', photoId: null } }),
  ).toMatchObject({
    code: 'not_now',
  })
})

test('money that was taken is paid back in parts under keys of their own, never more than was taken', () => {
  const story = paidTo('not_home')
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  story.do('raise', { actor: dispatcher, payload: { type: 'damaged_or_missing', reason: 'damaged', noteId: null } })
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  tell(story, { kind: 'captured', amountMinor: 490 })
  const refund = (amountMinor: number) => ({ decision: 'refund', amountMinor, cause: 'K', noteId: null }) as const
  const from = story.events.length
  story.do('settle', { actor: dispatcher, payload: refund(200) })
  expect(asked(story, from)).toEqual([{ kind: 'refund', n: 1, settlement: 1, intentId: 'pi_1', amountMinor: 200 }])
  expect(story.try('settle', { actor: dispatcher, payload: refund(291) })).toMatchObject({ code: 'invalid_input' })
  const told = story.events.length
  tell(story, { kind: 'refunded', amountMinor: 200 })
  expect(tell(story, { kind: 'refunded', amountMinor: 200 })).toEqual([])
  expect(posted(story, told)).toEqual([`M9 refund:${told + 1}`])
  story.do('settle', { actor: dispatcher, payload: refund(290) })
  tell(story, { kind: 'refunded', amountMinor: 490 })
  expect(story.shipment.money).toMatchObject({ refundedMinor: 490, refundDueMinor: 490, settlements: 2 })
})

test('a credit before the capture makes the capture smaller', () => {
  const story = paidTo('not_home')
  story.do('raise', { actor: dispatcher, payload: { type: 'damaged_or_missing', reason: 'damaged', noteId: null } })
  const open = story.shipment.exceptions.find(({ type }) => type === 'damaged_or_missing')
  const credit = { decision: 'credit', amountMinor: 90, cause: 'K', noteId: null } as const
  expect(story.try('settle', { actor: dispatcher, payload: credit })).toMatchObject({ code: 'not_now' })
  story.do('resolve', {
    actor: dispatcher,
    payload: {
      exceptionId: open?.id ?? '',
      action: 'compensate',
      noteId: 'n',
      run: { type: 'settle', payload: credit },
    },
  })
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  const from = story.events.length
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  expect(asked(story, from)).toEqual([{ kind: 'capture', n: 1, intentId: 'pi_1', amountMinor: 400 }])
})

test('a correction puts the parcel where it is, arms what watches it there, and needs a supervisor once money was taken', () => {
  const story = at('delivered')
  const correct = { toStatus: 'in_transit', custodian: null, noteId: 'n' } as const
  expect(story.try('correct', { actor: dispatcher, payload: { ...correct, toStatus: 'at_dropoff' } })).toMatchObject({
    code: 'invalid_input',
  })
  const from = story.events.length
  story.do('correct', { actor: dispatcher, payload: correct })
  expect(story.shipment).toMatchObject({ status: 'in_transit', outcome: null })
  expect(story.shipment.timers.map(({ name }) => name)).toEqual(expect.arrayContaining(['silence', 'lost_watch']))
  expect(posted(story, from)).toEqual([])
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  expect(story.shipment).toMatchObject({ status: 'closed', deliveries: 2 })
  const paid = paidTo('not_home')
  paid.do('start', { actor: courier, payload: { etaMs: null } })
  paid.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  paid.do('raise', { actor: dispatcher, payload: { type: 'missorted', reason: 'wrong_route', noteId: null } })
  paid.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  tell(paid, { kind: 'captured', amountMinor: 490 })
  expect(paid.try('correct', { actor: dispatcher, payload: correct })).toMatchObject({ code: 'forbidden' })
  expect(paid.try('correct', { actor: supervisor, payload: correct })).not.toHaveProperty('code')
})

test('a supervisor waives a proof, and the courier delivers without it', () => {
  const story = at('at_dropoff', { level: { podPolicy: { id: 'required' } } })
  const deliver = { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 }
  expect(story.try('deliver', { actor: courier, payload: deliver })).toMatchObject({ code: 'invalid_input' })
  const waive = { methods: ['id'], noteId: 'n' } as const
  expect(story.try('override_pod', { actor: dispatcher, payload: waive })).toMatchObject({ code: 'forbidden' })
  story.do('override_pod', { actor: supervisor, payload: waive })
  story.do('deliver', { actor: courier, payload: deliver })
  expect(story.shipment.status).toBe('delivered')
})

test('a new promise ends a delay, and the first one stays on record', () => {
  const story = at('in_transit', { promise: [t0, t0 + hour] })
  story.wait(hour)
  expect(story.open()).toEqual(['delivery_overdue/promise_missed/L1'])
  const window = [t0 + 5 * hour, t0 + 6 * hour] as const
  story.do('repromise', { actor: dispatcher, payload: { window, cause: 'F', noteId: null } })
  expect(story.open()).toEqual([])
  expect(story.shipment).toMatchObject({ promise: window, originalPromise: [t0, t0 + hour], promiseState: 'open' })
  story.wait(5 * hour)
  expect(story.open()).toEqual(['delivery_overdue/promise_missed/L1'])
})

test('an address is changed until the courier is on the way, and a pickup only before it', () => {
  const payload = { stop: 'dropoff', placeId: 'p', zone: 'hamburg', deltaMinor: 0 } as const
  const story = at('in_transit')
  story.do('raise', { actor: dispatcher, payload: { type: 'address_problem', reason: 'moved', noteId: null } })
  expect(story.try('change_address', { actor: sender, payload: { ...payload, stop: 'pickup' } })).toMatchObject({
    code: 'not_now',
  })
  story.do('change_address', { actor: sender, payload })
  expect(story.shipment).toMatchObject({ zone: 'hamburg', places: { dropoff: 'p', pickup: null }, exceptions: [] })
  expect(at('out_for_delivery').try('change_address', { actor: sender, payload })).toMatchObject({ code: 'not_now' })
})

test('position feeds raise what they see, as noise until a second source agrees, and an ETA in time clears it', () => {
  const story = at('out_for_delivery', { promise: [t0, t0 + 10 * hour] })
  const say = (kind: Payloads['telemetry']['kind'], etaMs: number | null = null) =>
    story.do('telemetry', { actor: system, payload: { kind, etaMs } })
  say('deviation')
  expect(story.shipment.exceptions).toMatchObject([{ type: 'route_anomaly', state: 'noise' }])
  say('offline')
  expect(story.open()).toContain('courier_offline/no_heartbeat/L1')
  say('online')
  expect(story.open()).not.toContain('courier_offline/no_heartbeat/L1')
  say('eta', t0 + 10 * hour + 30 * minute)
  expect(story.open().some((open) => open.startsWith('eta_delay'))).toBe(false)
  say('eta', t0 + 10 * hour + 30 * minute + 1)
  expect(story.open()).toContain('eta_delay/predicted_late/L1')
  say('eta', t0 + 9 * hour)
  expect(story.open().some((open) => open.startsWith('eta_delay'))).toBe(false)
})

test('what a courier reports on the way opens the case of its reason', () => {
  const cases = {
    breakdown: 'route_anomaly',
    stolen: 'suspected_lost',
    damaged: 'damaged_or_missing',
    wrong_address: 'address_problem',
  }
  for (const [reason, type] of Object.entries(cases)) {
    const story = at('in_transit')
    story.do('report_incident', { actor: courier, payload: { reason, photoId: null, noteId: null } })
    expect(story.open()).toEqual([`${type}/${reason}/L1`])
  }
  expect(
    at('in_transit').try('report_incident', {
      actor: courier,
      payload: { reason: 'tired', photoId: null, noteId: null },
    }),
  ).toMatchObject({ code: 'invalid_input' })
})

test('a new address after a failed attempt is an answer: it is tried there', () => {
  const story = paidTo('wrong_address')
  const payload = { stop: 'dropoff', placeId: 'p', zone: 'berlin', deltaMinor: 0 } as const
  story.do('change_address', { actor: recipient, payload })
  expect(story.shipment).toMatchObject({ decision: 'reattempt', reattemptByMs: t0 + day, exceptions: [] })
})

test('whoever disputed may take it back; a bank’s dispute is closed first', () => {
  const story = at('delivered')
  story.do('dispute', { actor: recipient, payload: { kind: 'not_received', noteId: 'n', photoId: null } })
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  expect(story.shipment).toMatchObject({ status: 'closed', exceptions: [] })
  const bank = at('delivered')
  bank.do('raise', { actor: dispatcher, payload: { type: 'disputed', reason: 'chargeback', noteId: null } })
  expect(bank.try('verify_delivery', { actor: recipient, payload: { noteId: null } })).toMatchObject({
    code: 'not_now',
  })
})

function deliveredAndVerified(): Story {
  const story = paidTo('not_home')
  story.do('start', { actor: courier, payload: { etaMs: null } })
  story.do('deliver', {
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  return story
}

test('a step of the money that failed is done once more under the same key, whichever it was', () => {
  const capture = deliveredAndVerified()
  tell(capture, { kind: 'capture_failed', reason: 'no_answer' })
  const retry = (story: Story) => {
    const open = story.shipment.exceptions.find(({ type }) => type === 'payment_overdue')
    const from = story.events.length
    const payload = { exceptionId: open?.id ?? '', action: 'retry_money', noteId: null, run: null } as const
    story.do('resolve', { actor: dispatcher, payload })
    return asked(story, from)
  }
  expect(retry(capture)).toEqual([{ kind: 'capture', n: 1, intentId: 'pi_1', amountMinor: 490 }])
  tell(capture, { kind: 'captured', amountMinor: 490 })
  expect(capture.shipment.status).toBe('closed')
  const release = paidTo('not_home')
  release.do('start_return', { actor: dispatcher, payload: { cause: 'K', noteId: null } })
  release.do('complete_return', { actor: courier, payload: { proof: goodProof } })
  tell(release, { kind: 'release_failed', reason: 'no_answer' })
  expect(retry(release)).toEqual([{ kind: 'release', n: 1, intentId: 'pi_1' }])
  const refund = deliveredAndVerified()
  refund.do('raise', { actor: dispatcher, payload: { type: 'missorted', reason: 'wrong_route', noteId: null } })
  tell(refund, { kind: 'captured', amountMinor: 490 })
  refund.do('settle', {
    actor: dispatcher,
    payload: { decision: 'refund', amountMinor: 100, cause: 'K', noteId: null },
  })
  tell(refund, { kind: 'refund_failed', reason: 'no_answer' })
  expect(retry(refund)).toEqual([{ kind: 'refund', n: 1, settlement: 1, intentId: 'pi_1', amountMinor: 100 }])
})

test('what was paid for a parcel that is disposed of by our fault goes back by itself', () => {
  const story = deliveredAndVerified()
  story.do('raise', { actor: dispatcher, payload: { type: 'suspected_lost', reason: 'stolen', noteId: null } })
  tell(story, { kind: 'captured', amountMinor: 490 })
  const from = story.events.length
  story.do('mark_lost', { actor: dispatcher, payload: { noteId: null, photoId: null } })
  expect(asked(story, from)).toEqual([{ kind: 'refund', n: 1, settlement: 1, intentId: 'pi_1', amountMinor: 490 }])
  const disposed = at('in_transit')
  disposed.do('dispose', { actor: supervisor, payload: { cause: 'K', noteId: null, photoId: null } })
  expect(disposed.shipment).toMatchObject({ status: 'closed', outcome: 'disposed' })
  expect(
    at('in_transit').try('dispose', { actor: dispatcher, payload: { cause: 'K', noteId: null, photoId: null } }),
  ).toMatchObject({
    code: 'forbidden',
  })
})

test('on account money decisions are posted at once, and a charge needs an outcome', () => {
  const story = at('delivered')
  story.do('raise', { actor: dispatcher, payload: { type: 'missorted', reason: 'wrong_route', noteId: null } })
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  const from = story.events.length
  const decide = (decision: 'charge' | 'credit' | 'refund') =>
    story.do('settle', { actor: dispatcher, payload: { decision, amountMinor: 100, cause: 'S', noteId: null } })
  decide('charge')
  decide('credit')
  decide('refund')
  expect(posted(story, from)).toEqual(['M9 settlement:1', 'M11 settlement:2', 'M9 settlement:3'])
  expect(asked(story, from)).toEqual([])
  const zero = { decision: 'charge', amountMinor: 0, cause: 'S', noteId: null } as const
  expect(story.try('settle', { actor: dispatcher, payload: zero })).toMatchObject({ code: 'invalid_input' })
})

test('times that cannot be are refused with their field', () => {
  const story = paidTo('not_home')
  const point = { pointId: 'locker-1', untilMs: t0 + 31 * day }
  expect(story.try('make_available', { actor: dispatcher, payload: point })).toMatchObject({ code: 'invalid_input' })
  expect(
    story.try('repromise', { actor: dispatcher, payload: { window: [t0 - 2, t0 - 1], cause: 'K', noteId: null } }),
  ).toMatchObject({
    code: 'invalid_input',
  })
  expect(
    at('picked_up').try('reschedule', { actor: sender, payload: { stop: 'pickup', window: [t0 + 1, t0 + hour] } }),
  ).toMatchObject({ code: 'not_now' })
  const back = { option: 'return', window: null, pointId: null, noteId: null } as const
  expect(at('confirmed').try('decide_delivery', { actor: sender, payload: back })).toMatchObject({ code: 'not_now' })
  expect(story.try('decide_delivery', { actor: recipient, payload: back })).not.toHaveProperty('code')
  expect(story.shipment).toMatchObject({ status: 'returning', endCause: 'N' })
})

import {
  at,
  booked,
  courier,
  dispatcher,
  goodProof,
  noMoneyFact,
  recipient,
  type Story,
  stages,
  system,
  t0,
} from './builders.ts'

const hour = 3_600_000
const failed = { reason: 'not_home', photoId: null, noteId: null, distanceMeters: 5 }
const handed = { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 }
const security = { reason: 'security', untilMs: null, retentionReason: null, noteId: null } as const

/** What ordinary lives do not have: each is named for what a figure must make of it. */
export const specialLives: Record<string, () => Story> = {
  'delivered in error, taken back, delivered late': () => {
    const story = at('delivered', { promise: [t0, t0 + 2 * hour] })
    const correction = { toStatus: 'in_transit', custodian: null, noteId: 'n' } as const
    story.do('correct', { actor: dispatcher, payload: correction })
    story.wait(3 * hour)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'failed in error, then found to be delivered': () => {
    const story = at('at_dropoff')
    story.do('fail_attempt', { actor: courier, payload: failed })
    story.wait(hour)
    const correction = { toStatus: 'delivered', custodian: null, noteId: 'n' } as const
    story.do('correct', { actor: dispatcher, payload: correction })
    return story
  },
  'held for ten hours, then delivered after the first promise and in time': () => {
    const story = at('in_transit', { promise: [t0, t0 + 5 * hour] })
    story.do('place_hold', { actor: dispatcher, payload: security })
    story.wait(10 * hour)
    story.do('release_hold', { actor: dispatcher, payload: { reason: 'security', noteId: null } })
    stages.out_for_delivery(story)
    story.wait(3 * hour)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'promised anew by us, and late by the first promise': () => {
    const story = at('in_transit', { promise: [t0, t0 + 2 * hour] })
    const window = [t0, t0 + 20 * hour] as const
    story.do('repromise', { actor: dispatcher, payload: { window, cause: 'K', noteId: null } })
    story.wait(4 * hour)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'promised anew because of the weather, and in time': () => {
    const story = at('in_transit', { promise: [t0, t0 + 2 * hour] })
    const window = [t0, t0 + 20 * hour] as const
    story.do('repromise', { actor: dispatcher, payload: { window, cause: 'F', noteId: null } })
    story.wait(4 * hour)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    return story
  },
  'tried in vain by a partner, then delivered by it': () => {
    const story = at('confirmed')
    story.do('outsource', { actor: dispatcher, payload: { partnerId: 'partner-1' } })
    for (const status of ['out_for_delivery', 'attempt_failed', 'out_for_delivery', 'delivered'] as const) {
      story.wait(hour)
      const verdict = { kind: 'mapped', effect: { kind: 'status', status, reason: null } } as const
      const payload = { verdict, hasEvidence: true, noteId: null, mappingVersion: 1 }
      story.do('partner_status', { actor: { kind: 'P', id: 'partner-1' }, payload })
    }
    return story
  },
  'brought to a pickup point in time and never tried at the door': () => {
    const story = at('in_transit')
    story.wait(hour)
    story.do('make_available', { actor: dispatcher, payload: { pointId: 'locker-1', untilMs: null } })
    return story
  },
  'the courier came for nothing': () => {
    const story = at('at_pickup')
    const payload = { reason: 'not_ready', photoId: null, noteId: null }
    story.do('fail_pickup', { actor: courier, payload })
    return story
  },
  'paid by card, delivered, and money given back': () => {
    const story = booked({ payment: { method: 'card', paymentMethodId: 'pm_1', codMinor: null } })
    const tell = (kind: 'authorised' | 'captured') =>
      story.do('payment_event', { actor: system, payload: { ...noMoneyFact, kind } })
    tell('authorised')
    for (const stage of ['assigned', 'accepted', 'en_route_pickup', 'at_pickup', 'picked_up'] as const)
      stages[stage](story)
    stages.out_for_delivery(story)
    story.do('deliver', { actor: courier, payload: handed })
    const credit = { decision: 'credit', amountMinor: 40, cause: 'K', noteId: null } as const
    story.do('settle', { actor: dispatcher, payload: credit })
    story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
    tell('captured')
    return story
  },
  'nobody came in time, and it is still on its way': () => {
    const story = at('in_transit', { promise: [t0, t0 + 2 * hour] })
    story.wait(3 * hour)
    return story
  },
}

/** What the lifecycle says of each: whether it was in time, how many tries it took, and how the first one ended. */
export const specialVerdicts = [
  ['delivered in error, taken back, delivered late', false, 1, 'delivered'],
  ['failed in error, then found to be delivered', true, 1, 'delivered'],
  ['held for ten hours, then delivered after the first promise and in time', true, 1, 'delivered'],
  ['promised anew by us, and late by the first promise', false, 1, 'delivered'],
  ['promised anew because of the weather, and in time', true, 1, 'delivered'],
  ['tried in vain by a partner, then delivered by it', true, 2, 'failed'],
  ['brought to a pickup point in time and never tried at the door', true, 0, null],
  ['the courier came for nothing', null, 0, null],
  ['paid by card, delivered, and money given back', true, 1, 'delivered'],
  ['nobody came in time, and it is still on its way', false, 0, null],
]

import { expect, test } from 'vitest'
import type { Actor } from '#domain/actors.ts'
import { effectsOf } from '#domain/effects.ts'
import type { MappedEffect, MappingVerdict, PartnerStatus } from '#domain/mapping.ts'
import { noticesOf } from '#domain/notices.ts'
import { dropsOf, postingsOf } from '#domain/postings.ts'
import { nextDeadline } from '#domain/rearm.ts'
import { booked, dispatcher, type Story, system, t0, type Wish } from './builders.ts'

const partner: Actor = { kind: 'P', id: 'partner-1' }
const hour = 3_600_000

/** A confirmed shipment on the leg of a partner. */
function outsourced(wish: Wish = {}): Story {
  const story = booked(wish)
  story.do('outsource', { actor: dispatcher, payload: { partnerId: 'partner-1' } })
  return story
}

type Extra = { hasEvidence?: boolean; occurredAtMs?: number; actor?: Actor }

function says(story: Story, effect: MappedEffect | 'unmapped' | 'ambiguous', extra: Extra = {}) {
  const verdict: MappingVerdict = typeof effect === 'string' ? { kind: effect } : { kind: 'mapped', effect }
  const { hasEvidence = false, actor = partner, ...rest } = extra
  const payload = { verdict, hasEvidence, noteId: null, mappingVersion: 3 }
  return story.do('partner_status', { actor, payload, source: 'partner', ...rest })
}

function is(status: PartnerStatus, reason: string | null = null): MappedEffect {
  return { kind: 'status', status, reason }
}

test('a parcel that is given to a partner waits for the first scan instead of a courier', () => {
  const story = booked()
  story.wait(20 * 60_000)
  story.wait(3 * hour)
  expect(story.open()).toContain('unassigned/no_courier/L4')
  story.do('outsource', { actor: dispatcher, payload: { partnerId: 'partner-1' } })
  expect(story.open()).toEqual([])
  expect(story.shipment.timers.map(({ name }) => name)).toContain('first_scan')
  expect(story.shipment.timers.map(({ name }) => name)).not.toContain('assign')
})

test('a partner carries a parcel from its scan to the door, by our statuses and with its own earning', () => {
  const story = outsourced()
  says(story, is('picked_up'))
  expect(story.shipment).toMatchObject({ status: 'picked_up', custodian: { kind: 'partner', id: 'partner-1' } })
  says(story, is('out_for_delivery'))
  const [delivered] = says(story, is('delivered'), { hasEvidence: true })
  expect(story.shipment).toMatchObject({ status: 'delivered', outcome: 'delivered', promiseState: 'met', attempts: 1 })
  if (!delivered) throw new Error('nothing was said')
  expect(postingsOf(story.shipment, delivered)).toMatchObject([
    { posting: 'M7', state: 'pending', key: 'partner-due:1', entries: [{ account: 'cost_partner' }, {}] },
  ])
  expect(noticesOf(delivered).map(({ notice }) => notice)).toContain('N11')
  story.wait(73 * hour)
  const verified = story.events.find(({ type }) => type === 'delivery_verified')
  if (!verified) throw new Error('never verified')
  expect(dropsOf(story.shipment, verified)).toContain('partner-due:1')
  expect(postingsOf(story.shipment, verified).map(({ posting }) => posting)).toEqual(['M5', 'M7'])
  expect(story.shipment.status).toBe('closed')
})

test('a status may be skipped when the rank rises, and never falls', () => {
  const story = outsourced()
  says(story, is('out_for_delivery'))
  expect(story.shipment.status).toBe('out_for_delivery')
  says(story, is('picked_up'))
  expect(story.shipment.status).toBe('out_for_delivery')
  expect(story.open()).toEqual(['status_mismatch/illegal_move/L1'])
  says(story, is('in_transit'))
  expect(story.shipment.status).toBe('in_transit')
  expect(story.open()).toEqual([])
})

test('a delivery without evidence is kept and asked about; with it the two agree again', () => {
  const story = outsourced()
  says(story, is('out_for_delivery'))
  const kept = says(story, is('delivered'))
  expect(kept[0]).toMatchObject({ type: 'partner_event_kept', data: { why: 'no_evidence', mappingVersion: 3 } })
  expect(story.shipment.status).toBe('out_for_delivery')
  expect(story.open()).toEqual(['status_mismatch/no_evidence/L1'])
  says(story, is('delivered'), { hasEvidence: true })
  expect(story.shipment.status).toBe('delivered')
  expect(story.open()).toEqual([])
})

test.each(['unmapped', 'ambiguous'] as const)(
  'a word that is %s moves nothing and opens a mismatch, never a guess',
  (word) => {
    const story = outsourced()
    says(story, is('in_transit'))
    says(story, word)
    expect(story.shipment.status).toBe('in_transit')
    expect(story.open()).toEqual([`status_mismatch/${word}/L1`])
  },
)

test('the same words under a later mapping are taken, and the mismatch ends', () => {
  const story = outsourced()
  says(story, 'unmapped')
  const payload = {
    verdict: { kind: 'mapped', effect: is('in_transit') },
    hasEvidence: false,
    noteId: null,
    mappingVersion: 4,
  } as const
  const said = story.do('apply_mapping', { actor: { kind: 'A', id: 'admin' }, payload })
  expect(said.map(({ type }) => type)).toEqual(['mapping_applied', 'partner_event_applied', 'exception_resolved'])
  expect(story.shipment.status).toBe('in_transit')
})

test('another partner, or one whose parcel we carry ourselves, moves nothing', () => {
  const story = outsourced()
  const payload = {
    verdict: { kind: 'mapped', effect: is('in_transit') },
    hasEvidence: false,
    noteId: null,
    mappingVersion: 1,
  } as const
  expect(story.try('partner_status', { actor: { kind: 'P', id: 'partner-2' }, payload })).toMatchObject({
    code: 'forbidden',
  })
  const ours = outsourced()
  ours.shipment = { ...ours.shipment, carriage: 'own' }
  expect(says(ours, is('in_transit'))[0]).toMatchObject({ data: { why: 'not_their_leg' } })
  expect(ours.open()).toEqual(['status_mismatch/illegal_move/L1'])
})

test('what happened before the status began is kept, unless it is further on the way', () => {
  const story = outsourced()
  story.wait(2 * hour)
  says(story, is('in_transit'))
  expect(says(story, is('picked_up'), { occurredAtMs: t0 + hour })[0]).toMatchObject({ data: { why: 'late' } })
  expect(story.open()).toEqual([])
  says(story, is('out_for_delivery'), { occurredAtMs: t0 + hour })
  expect(story.shipment.status).toBe('out_for_delivery')
})

test('a failed attempt counts, opens what its reason says, and asks the recipient', () => {
  const story = outsourced()
  says(story, is('out_for_delivery'))
  const [failed] = says(story, is('attempt_failed', 'refused_at_door'))
  expect(story.shipment).toMatchObject({ status: 'attempt_failed', attempts: 1 })
  expect(story.open()).toEqual(['refused/refused_at_door/L1'])
  expect(failed && noticesOf(failed).map(({ notice }) => notice)).toContain('N9')
  const other = outsourced()
  says(other, is('out_for_delivery'))
  says(other, is('attempt_failed'))
  expect(other.open()).toEqual(['recipient_unavailable/not_home/L1'])
})

test('movement while the parcel waits or goes back is only seen, and the silence begins anew', () => {
  const story = outsourced()
  says(story, is('in_transit'))
  story.wait(20 * hour)
  const before = nextDeadline(story.shipment)
  const [seen] = says(story, is('in_transit'))
  expect(seen).toMatchObject({ type: 'partner_event_applied', data: { isMove: false, to: 'in_transit' } })
  expect(nextDeadline(story.shipment)).toBeGreaterThan(before)
  says(story, is('returning'))
  says(story, is('in_transit'))
  expect(story.shipment.status).toBe('returning')
})

test('a rejection gives the carriage back to us, and a dispatcher hears of it', () => {
  const story = outsourced()
  says(story, { kind: 'exception', type: 'unassigned', reason: 'partner_rejected' })
  expect(story.shipment).toMatchObject({ status: 'confirmed', carriage: 'own', partnerId: null })
  expect(story.open()).toEqual(['unassigned/partner_rejected/L1'])
  expect(story.shipment.timers.map(({ name }) => name)).toContain('assign')
})

test('customs stop the clock with a retention reason and not without, until the parcel moves again', () => {
  const held = (retentionReason: string | null): MappedEffect => ({ kind: 'hold', reason: 'customs', retentionReason })
  const story = outsourced()
  says(story, is('in_transit'))
  says(story, held('papers missing'))
  expect(story.shipment).toMatchObject({ holds: [{ reason: 'customs', stopsClock: true }], pausedAtMs: t0 })
  says(story, held('papers missing'))
  expect(story.events.at(-1)).toMatchObject({ data: { why: 'repeated' } })
  story.wait(hour)
  says(story, is('in_transit'))
  expect(story.shipment).toMatchObject({ holds: [], pausedAtMs: null })
  const going = outsourced()
  says(going, is('in_transit'))
  says(going, held(null))
  expect(going.shipment).toMatchObject({ holds: [{ stopsClock: false }], pausedAtMs: null })
})

test('a return by the partner charges the way back, and gives the money back only when it is handed in with evidence', () => {
  const card = { method: 'card', paymentMethodId: 'pm_1', codMinor: null } as const
  const story = outsourced({ payment: { ...card, method: 'account' } })
  says(story, is('in_transit'))
  says(story, is('returning', 'refused_at_door'))
  expect(story.shipment).toMatchObject({ status: 'returning', endCause: 'N', money: { feeMinor: 245 } })
  says(story, is('returned'))
  expect(story.shipment.status).toBe('returning')
  const [returned] = says(story, is('returned'), { hasEvidence: true })
  expect(story.shipment).toMatchObject({ outcome: 'returned' })
  expect(returned && effectsOf(story.shipment, returned)).toEqual([])
  expect(returned && postingsOf(story.shipment, returned).map(({ posting }) => posting)).toEqual(['M5', 'M9'])
})

test('cash that a partner should have taken is asked about', () => {
  const story = outsourced({ payment: { method: 'cod', paymentMethodId: null, codMinor: 4_000 } })
  says(story, is('out_for_delivery'))
  says(story, is('delivered'), { hasEvidence: true })
  expect(story.open()).toEqual(['cod_problem/cod_mismatch/L1'])
})

test('what is left of the way goes to another carrier, and back to our own couriers', () => {
  const story = outsourced()
  says(story, is('in_transit'))
  const reroute = (partnerId: string | null) =>
    story.try('reroute', { actor: dispatcher, payload: { partnerId, noteId: null } })
  expect(reroute('partner-1')).toMatchObject({ code: 'not_now' })
  reroute('partner-2')
  expect(story.shipment).toMatchObject({ carriage: 'partner', partnerId: 'partner-2', status: 'in_transit' })
  reroute(null)
  expect(story.shipment).toMatchObject({ carriage: 'own', partnerId: null })
  expect(reroute(null)).toMatchObject({ code: 'not_now' })
})

test('what nobody hands in for 45 days expires, free of charge, and closes; a day less and it is still awaited', () => {
  const story = booked({ carriage: 'drop_off' })
  story.wait(45 * 24 * hour - 1)
  expect(story.shipment.status).toBe('confirmed')
  story.wait(1)
  expect(story.shipment).toMatchObject({ status: 'closed', outcome: 'expired', money: { feeMinor: 0 } })
  expect(story.events.some(({ type }) => type === 'shipment_expired')).toBe(true)
  expect(booked({ carriage: 'drop_off' }).try('expire', { actor: system, payload: {} })).toHaveLength(2)
})

test('after the end a word of the partner is refused, and nothing is said', () => {
  const story = booked({ carriage: 'drop_off' })
  story.wait(46 * 24 * hour)
  expect(
    story.try('partner_status', {
      actor: partner,
      payload: { verdict: { kind: 'unmapped' }, hasEvidence: false, noteId: null, mappingVersion: null },
    }),
  ).toMatchObject({ code: 'not_now' })
})

test('a parcel at a pickup point waits for its time, and is due back when nobody collects it', () => {
  const story = outsourced()
  says(story, is('available_for_pickup'))
  expect(story.shipment).toMatchObject({ status: 'available_for_pickup', collectByMs: t0 + 7 * 24 * hour })
  story.wait(7 * 24 * hour)
  expect(story.open()).toEqual(['recipient_unavailable/uncollected/L1'])
})

test('an attempt that failed by our own fault does not meet the promise; one by the recipient does', () => {
  const ours = outsourced()
  says(ours, is('out_for_delivery'))
  says(ours, is('attempt_failed', 'damaged'))
  expect(ours.shipment.promiseState).toBe('open')
  const theirs = outsourced()
  says(theirs, is('out_for_delivery'))
  says(theirs, is('attempt_failed', 'refused_at_door'))
  expect(theirs.shipment.promiseState).toBe('met')
})

test('old news of a delay or a hold is kept, old news of damage is not overlooked', () => {
  const story = outsourced()
  story.wait(2 * hour)
  says(story, is('in_transit'))
  const occurredAtMs = t0 + hour
  says(story, { kind: 'exception', type: 'eta_delay', reason: 'predicted_late' }, { occurredAtMs })
  says(story, { kind: 'hold', reason: 'depot', retentionReason: null }, { occurredAtMs })
  expect(story.open()).toEqual([])
  says(story, { kind: 'exception', type: 'damaged_or_missing', reason: 'damaged' }, { occurredAtMs })
  expect(story.open()).toEqual(['damaged_or_missing/damaged/L1'])
})

test('nothing is held at the door, rejected on the way, or handed back before it is on its way back', () => {
  const story = outsourced()
  says(story, { kind: 'note' })
  says(story, is('out_for_delivery'))
  says(story, { kind: 'exception', type: 'unassigned', reason: 'partner_rejected' })
  says(story, is('returned'), { hasEvidence: true })
  expect(story.events.filter(({ type }) => type === 'partner_event_kept')).toMatchObject([
    { data: { why: 'illegal_move' } },
    { data: { why: 'illegal_move' } },
  ])
  says(story, is('delivered'), { hasEvidence: true })
  says(story, is('delivered'), { hasEvidence: true })
  expect(story.events.at(-1)).toMatchObject({ data: { why: 'repeated' } })
})

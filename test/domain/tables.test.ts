import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayActAs, permissionsOf, roles } from '#domain/actors.ts'
import { durationMs, durationText, knownDurationMs } from '#domain/durations.ts'
import { AppError, invalid, problems } from '#domain/errors.ts'
import { actionRow, actionTypes } from '#domain/exception-actions.ts'
import { exceptionTypes, isLatched, typeOfReason } from '#domain/exception-types.ts'
import { isNoise, joinedScore, severityAt } from '#domain/ladder.ts'
import { noticesOf } from '#domain/notices.ts'
import { allowanceKeys, policyOf } from '#domain/policy.ts'
import { missingProofs } from '#domain/proofs.ts'
import { exceptionIdOf, freshShipment } from '#domain/shipment.ts'
import { CUSTODY, EDITABLE, HOLDABLE, isIn, LIVE, OPEN, statuses } from '#domain/status.ts'
import { eventWords, statusNames } from '#domain/words.ts'
import { at, booked, courier, dispatcher, goodProof, plainLevel, sender, shipmentId, supervisor } from './builders.ts'

test('durations are read and written as ISO 8601', () => {
  expect(durationMs('PT15M')).toBe(900_000)
  expect(durationMs('P1DT2H3M4.5S')).toBe(93_784_500)
  expect(durationMs('P2W')).toBe(14 * 86_400_000)
  for (const wrong of ['', 'P', 'PT', '15M', 'P1Y', 'PT-1S', 'pt1s']) expect.soft(durationMs(wrong), wrong).toBeNull()
  expect(() => knownDurationMs('soon')).toThrow('soon')
  expect(durationText(0)).toBe('PT0S')
  fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (ms) => durationMs(durationText(ms)) === ms))
})

test('the sets of statuses are what the lifecycle says', () => {
  expect(OPEN).toHaveLength(statuses.length - 1)
  expect(LIVE.every((status) => isIn(OPEN, status))).toBe(true)
  expect(isIn(EDITABLE, 'out_for_delivery')).toBe(false)
  expect(isIn(HOLDABLE, 'at_dropoff')).toBe(false)
  expect(CUSTODY.every((status) => !isIn(EDITABLE, status) || isIn(LIVE, status))).toBe(true)
  for (const status of statuses) expect(statusNames[status].length).toBeGreaterThan(2)
})

test('an administrator may do what a supervisor may, a supervisor what a dispatcher may, and nobody upwards', () => {
  expect(mayActAs('A', ['D'])).toBe(true)
  expect(mayActAs('A', ['V'])).toBe(true)
  expect(mayActAs('V', ['D'])).toBe(true)
  expect(mayActAs('D', ['V'])).toBe(false)
  expect(mayActAs('S', ['D'])).toBe(false)
})

test('only an administrator writes users, and every role has a right', () => {
  for (const role of roles) expect(permissionsOf([role]).length).toBeGreaterThan(0)
  expect(roles.filter((role) => permissionsOf([role]).includes('users.write'))).toEqual(['admin'])
  expect(permissionsOf(['customer', 'finance'])).toContain('money.read')
})

test('a missing allowance takes the one of next_day, and money after the journey has its own SLA', () => {
  const policy = policyOf(
    { code: 'x', version: 3 },
    { ...plainLevel, allowances: { assign: 'PT20S' }, slas: { stale: 'PT1H' } },
  )
  expect(policy).toMatchObject({ level: 'x', version: 3, settlingSlaMs: 86_400_000 })
  expect(policy.allowancesMs).toMatchObject({ assign: 20_000, accept: 600_000 })
  expect(Object.keys(policy.allowancesMs)).toEqual(allowanceKeys)
  expect(policy.slasMs).toMatchObject({ stale: 3_600_000, unassigned: 900_000 })
  expect(policy.pod).toMatchObject({ photo: 'off', pin: 'off' })
  expect(policyOf({ code: 'x', version: 1 }, { ...plainLevel, slas: { payment_overdue: 'PT5S' } }).settlingSlaMs).toBe(
    5_000,
  )
})

test('each proof is demanded as the level says', () => {
  const none = {
    photoId: null,
    signatureId: null,
    pin: null,
    scans: null,
    distanceMeters: null,
    isStopKnown: true,
    idSeen: false,
  }
  const policy = policyOf(
    { code: 'x', version: 1 },
    {
      ...plainLevel,
      podPolicy: {
        photo: 'required',
        signature: 'required',
        scan: 'required',
        pin: 'required',
        geofence: 'required',
        id: 'required',
      },
    },
  )
  expect(missingProofs(policy.pod, none).map((error) => error.code)).toEqual([
    'photo_missing',
    'signature_missing',
    'scan_missing',
    'pin_missing',
    'geofence_missing',
    'id_missing',
  ])
  expect(
    missingProofs(policy.pod, { ...goodProof, signatureId: 's', pin: 'ok', idSeen: true, distanceMeters: 300 }),
  ).toEqual([])
  expect(
    missingProofs(policy.pod, { ...goodProof, signatureId: 's', pin: 'ok', idSeen: true, distanceMeters: 301 }),
  ).toHaveLength(1)
  expect(
    missingProofs(policy.pod, {
      ...goodProof,
      signatureId: 's',
      pin: 'ok',
      idSeen: true,
      distanceMeters: null,
      isStopKnown: false,
    }),
  ).toEqual([])
  const lax = policyOf({ code: 'x', version: 1 }, plainLevel)
  expect(missingProofs(lax.pod, none)).toEqual([])
  expect(missingProofs(lax.pod, { ...none, pin: 'wrong' })).toHaveLength(1)
})

test('a delivery without a required proof is refused with every missing one named', () => {
  const story = at('at_dropoff', { level: { podPolicy: { photo: 'required', scan: 'required' } } })
  const proof = { ...goodProof, photoId: null, scans: null }
  const refusal = story.try('deliver', {
    actor: courier,
    payload: { proof, receivedById: null, codCollectedMinor: null, short: 0 },
  })
  expect(refusal).toMatchObject({
    code: 'invalid_input',
    errors: [{ pointer: '/payload/pod/photoId' }, { pointer: '/payload/pod/scans' }],
  })
})

test('every reason belongs to one type and every action to known types', () => {
  expect(typeOfReason('weather')).toBe('force_majeure')
  expect(typeOfReason('boredom')).toBeNull()
  expect(exceptionTypes).toHaveLength(24)
  expect(exceptionTypes.filter(isLatched)).toHaveLength(7)
  for (const action of actionTypes) expect(actionRow(action).types.length).toBeGreaterThan(0)
})

test('levels raise the severity, and weak signs are noise', () => {
  expect(severityAt('eta_delay', 1)).toBe('low')
  expect(severityAt('eta_delay', 3)).toBe('high')
  expect(severityAt('suspected_lost', 2)).toBe('high')
  expect(severityAt('suspected_lost', 4)).toBe('critical')
  expect(isNoise('eta_delay', 40)).toBe(true)
  expect(isNoise('eta_delay', 50)).toBe(false)
  expect(isNoise('suspected_lost', 40)).toBe(false)
  expect(joinedScore(90, true)).toBe(95)
  expect(joinedScore(50, false)).toBe(50)
})

test('exceptions of one shipment have ids of their own that are still UUIDs', () => {
  const ids = Array.from({ length: 40 }, (_, n) => exceptionIdOf(shipmentId, n + 1))
  expect(new Set([shipmentId, ...ids]).size).toBe(41)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('an error keeps its code and what the caller needs to know', () => {
  const error = new AppError('not_now', 'No.', { seq: 3 })
  expect(error).toMatchObject({ name: 'AppError', code: 'not_now', extra: { seq: 3 } })
  expect(new AppError('not_found', 'x').extra).toEqual({})
  expect(problems[error.code].status).toBe(409)
  expect(invalid('/a', 'b')).toEqual({
    code: 'invalid_input',
    message: 'b',
    errors: [{ pointer: '/a', code: 'rule', message: 'b' }],
  })
})

test('every event has words without a placeholder or an id in them', () => {
  const story = at('picked_up', { parcels: 2 })
  story.do('confirm_step', { actor: sender, payload: { step: 'details' } })
  for (const event of story.events) {
    expect(eventWords(event)).toMatch(/^[A-Z]/)
    expect(eventWords(event)).not.toMatch(/undefined|courier-1|\{/)
  }
})

test('a notice goes to whom the table names, once a channel', () => {
  const story = at('delivered')
  const told = story.events.flatMap((event) =>
    noticesOf(event).map((row) => `${row.notice} ${row.audience}${row.channel}`),
  )
  expect(new Set(told).size).toBeGreaterThan(10)
  expect(told).toEqual(expect.arrayContaining(['N18 Re', 'N5 Se', 'N7 Re', 'N11 Se', 'N4 Sa', 'N3 Cs']))
  const late = booked()
  late.wait(900_000)
  expect(late.events.flatMap(noticesOf).filter((row) => row.notice === 'N14').length).toBeGreaterThan(0)
})

test('a fresh shipment takes nothing but its booking', () => {
  const story = booked()
  story.shipment = freshShipment(shipmentId)
  expect(story.try('add_note', { actor: dispatcher, payload: { noteId: 'n', audience: 'staff' } })).toMatchObject({
    code: 'not_now',
  })
  expect(
    story.try('pick_up', { actor: supervisor, payload: { scans: null, photoId: null, missing: 0 } }),
  ).toMatchObject({ code: 'forbidden' })
})

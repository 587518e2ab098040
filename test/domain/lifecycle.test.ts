import { expect, test } from 'vitest'
import { allowedCommands } from '#domain/allowed.ts'
import { fold } from '#domain/apply.ts'
import { commandRow, commandTypes } from '#domain/commands.ts'
import { freshShipment } from '#domain/shipment.ts'
import { isEdge, rankOf, statuses, walk } from '#domain/status.ts'
import {
  at,
  bookCommand,
  booked,
  courier,
  dispatcher,
  goodProof,
  otherCourier,
  recipient,
  sender,
  shipmentId,
  stages,
  supervisor,
  system,
} from './builders.ts'

test('every move of the command table is an edge of the walk', () => {
  // A correction is the one command that may leave the walk (T7).
  for (const type of commandTypes.filter((known) => known !== 'correct')) {
    for (const [from, targets] of Object.entries(commandRow(type).moves)) {
      const status = statuses.find((known) => known === from)
      for (const to of targets) {
        if (!status || to === status) continue
        const isGivenBack = to === 'confirmed' || to === 'assigned'
        expect
          .soft(
            isEdge(status, to) || (isGivenBack && rankOf(status) <= rankOf('at_pickup')),
            `${type}: ${from} to ${to}`,
          )
          .toBe(true)
      }
    }
  }
})

test('closed leads nowhere and every other status leads somewhere', () => {
  for (const status of statuses) expect(walk[status].to.length > 0).toBe(status !== 'closed')
})

test('a booking on account is confirmed at once, one by card waits, one without payment is only created', () => {
  expect(booked().shipment.status).toBe('confirmed')
  const card = booked({ payment: { method: 'card', paymentMethodId: 'pm_1', codMinor: null } })
  expect(card.shipment).toMatchObject({ status: 'awaiting_payment', money: { state: 'authorising', n: 1 } })
  expect(booked({ payment: null }).shipment.status).toBe('created')
})

test('a shipment is booked once', () => {
  const story = booked()
  expect(story.run(bookCommand())).toMatchObject({ code: 'not_now' })
})

test('cash on delivery needs an amount, and exactly that amount is collected', () => {
  expect(booked({ payment: { method: 'cod', paymentMethodId: null, codMinor: null } }).shipment.seq).toBe(0)
  const story = at('at_dropoff', { payment: { method: 'cod', paymentMethodId: null, codMinor: 2_500 } })
  const payload = { proof: goodProof, receivedById: null, short: 0 }
  expect(story.try('deliver', { actor: courier, payload: { ...payload, codCollectedMinor: 2_499 } })).toMatchObject({
    code: 'invalid_input',
    errors: [{ pointer: '/payload/codCollected' }],
  })
  story.do('deliver', { actor: courier, payload: { ...payload, codCollectedMinor: 2_500 } })
  story.do('verify_delivery', { actor: recipient, payload: { noteId: null } })
  expect(story.shipment.status).toBe('delivered')
  const fact = {
    n: 0,
    amountMinor: 2_500,
    intentId: null,
    sessionId: null,
    checkoutUrl: null,
    captureBeforeMs: null,
    reason: null,
  }
  story.do('payment_event', { actor: system, payload: { ...fact, kind: 'cash_settled' } })
  expect(story.shipment.status).toBe('closed')
})

test('the whole way ends closed, and its events fold to the same shipment', () => {
  const story = at('delivered')
  expect(story.shipment.custodian).toEqual({ kind: 'recipient', id: null })
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  expect(story.shipment).toMatchObject({ status: 'closed', outcome: 'delivered', timers: [], exceptions: [] })
  expect(fold(freshShipment(shipmentId), story.events)).toEqual(story.shipment)
  expect(story.events.map((event) => event.seq)).toEqual(story.events.map((_, index) => index + 1))
})

test('the first courier to accept wins and the others have nothing left to accept', () => {
  const story = booked()
  story.do('assign', {
    actor: dispatcher,
    payload: { courierIds: ['courier-1', 'courier-2', 'courier-1'], minutes: 5 },
  })
  expect(story.shipment.offers).toHaveLength(2)
  story.do('accept', { actor: otherCourier, payload: {} })
  expect(story.shipment).toMatchObject({ courierId: 'courier-2', offers: [] })
  expect(story.try('accept', { actor: courier, payload: {} })).toMatchObject({ code: 'forbidden' })
})

test('one courier who declines leaves the offer to the other; the last one gives it back', () => {
  const story = booked()
  story.do('assign', { actor: dispatcher, payload: { courierIds: ['courier-1', 'courier-2'], minutes: null } })
  story.do('decline', { actor: courier, payload: { noteId: null } })
  expect(story.shipment.status).toBe('assigned')
  story.do('decline', { actor: otherCourier, payload: { noteId: null } })
  expect(story.shipment.status).toBe('confirmed')
  expect(story.open()).toEqual(['not_accepted/declined/L1'])
})

test('a courier may also give back what was accepted', () => {
  const story = at('accepted')
  story.do('decline', { actor: courier, payload: { noteId: 'n1' } })
  expect(story.shipment).toMatchObject({ status: 'confirmed', courierId: null })
})

test('offers go to one to ten couriers of our own', () => {
  const story = booked()
  const many = Array.from({ length: 11 }, (_, index) => `c${index}`)
  expect(story.try('assign', { actor: dispatcher, payload: { courierIds: many, minutes: null } })).toMatchObject({
    code: 'invalid_input',
  })
  expect(story.try('assign', { actor: dispatcher, payload: { courierIds: [], minutes: null } })).toMatchObject({
    code: 'invalid_input',
  })
  const dropOff = booked({ carriage: 'drop_off' })
  expect(dropOff.try('assign', { actor: dispatcher, payload: { courierIds: ['c'], minutes: null } })).toMatchObject({
    code: 'not_now',
  })
})

test('a dispatcher takes a shipment back or gives it to another courier before pickup, not after', () => {
  const story = at('accepted')
  expect(story.try('reassign', { actor: dispatcher, payload: { courierId: 'courier-1', noteId: null } })).toMatchObject(
    { code: 'invalid_input' },
  )
  story.do('reassign', { actor: dispatcher, payload: { courierId: 'courier-2', noteId: null } })
  expect(story.shipment).toMatchObject({ status: 'assigned', courierId: null, offers: [{ courierId: 'courier-2' }] })
  story.do('unassign', { actor: dispatcher, payload: { noteId: null } })
  expect(story.shipment).toMatchObject({ status: 'confirmed', offers: [] })
  const custody = at('picked_up')
  expect(
    custody.try('reassign', { actor: dispatcher, payload: { courierId: 'courier-2', noteId: null } }),
  ).toMatchObject({ code: 'not_now' })
})

test('a refusal names its reason and changes nothing', () => {
  const story = at('confirmed')
  const before = story.shipment
  expect(story.try('pick_up', { actor: courier, payload: { scans: 'all', photoId: null, missing: 0 } })).toMatchObject({
    code: 'forbidden',
  })
  expect(story.try('verify_delivery', { actor: sender, payload: { noteId: null } })).toMatchObject({ code: 'not_now' })
  expect(story.try('assign', { actor: sender, payload: { courierIds: ['c'], minutes: null } })).toMatchObject({
    code: 'forbidden',
  })
  expect(
    story.try('add_note', { actor: sender, expectedSeq: 1, payload: { noteId: 'n', audience: 'staff' } }),
  ).toMatchObject({ code: 'stale_view' })
  expect(story.shipment).toBe(before)
})

test('a stop that was confirmed twice is confirmed once', () => {
  const story = at('confirmed')
  expect(story.do('confirm_step', { actor: sender, payload: { step: 'details' } })).toHaveLength(1)
  expect(story.do('confirm_step', { actor: recipient, payload: { step: 'details' } })).toEqual([])
  expect(story.shipment.confirmedSteps).toEqual(['details'])
})

test('while a hold is active nothing is delivered, but the system goes on', () => {
  const story = at('at_dropoff')
  const hold = { reason: 'customer', placedAtMs: 0, untilMs: null, stopsClock: true } as const
  const open = { reviewAtMs: null, endsAtMs: null, bulletinId: null }
  story.shipment = { ...story.shipment, holds: [{ ...hold, ...open }] }
  const payload = { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 }
  expect(story.try('deliver', { actor: courier, payload })).toMatchObject({ code: 'on_hold' })
  expect(allowedCommands(story.shipment, courier)).not.toContain('deliver')
  // A hold has nothing left to hold once the parcel has arrived.
  expect(story.try('deliver', { actor: system, payload })).toMatchObject([
    { type: 'delivered' },
    { type: 'hold_released' },
  ])
})

test('parcels that are dropped off are scanned in whole, and picked-up ones cannot be scanned before', () => {
  const scan = { scans: 'all', facilityId: 'depot', direction: 'in' } as const
  const story = booked({ carriage: 'drop_off' })
  expect(story.try('scan', { actor: dispatcher, payload: { ...scan, scans: 'some' } })).toMatchObject({
    code: 'invalid_input',
  })
  story.do('scan', { actor: dispatcher, payload: scan })
  expect(story.shipment).toMatchObject({ status: 'in_transit', custodian: { kind: 'facility', id: 'depot' } })
  expect(booked().try('scan', { actor: dispatcher, payload: scan })).toMatchObject({ code: 'not_now' })
})

test('a scan while an attempt has failed leaves the status alone', () => {
  const story = at('at_dropoff')
  story.do('fail_attempt', {
    actor: courier,
    payload: { reason: 'not_home', photoId: null, noteId: null, distanceMeters: 9 },
  })
  story.do('scan', { actor: courier, payload: { scans: 'some', facilityId: null, direction: null } })
  expect(story.shipment.status).toBe('attempt_failed')
})

test('what each role may do now is what the rules take', () => {
  expect(allowedCommands(at('confirmed').shipment, dispatcher)).toEqual(
    expect.arrayContaining(['assign', 'cancel', 'raise', 'add_note']),
  )
  expect(allowedCommands(at('assigned').shipment, courier)).toEqual(['accept', 'decline', 'add_note'])
  expect(allowedCommands(at('assigned').shipment, otherCourier)).toEqual(['add_note'])
  expect(allowedCommands(at('accepted').shipment, courier)).toEqual(
    expect.arrayContaining(['decline', 'start', 'arrive_pickup', 'pick_up', 'fail_pickup']),
  )
  expect(allowedCommands(at('delivered').shipment, recipient)).toEqual([
    'verify_delivery',
    'rate',
    'dispute',
    'add_note',
  ])
  expect(allowedCommands(booked({ payment: null }).shipment, sender)).toEqual([
    'pay',
    'change_address',
    'reschedule',
    'decide_delivery',
    'cancel',
    'add_note',
  ])
  expect(allowedCommands(booked({ carriage: 'drop_off' }).shipment, dispatcher)).toContain('scan')
  expect(allowedCommands(booked({ carriage: 'drop_off' }).shipment, dispatcher)).not.toContain('assign')
  expect(
    allowedCommands(booked({ payment: { method: 'card', paymentMethodId: 'p', codMinor: null } }).shipment, sender),
  ).not.toContain('pay')
})

test('a closed shipment can still be rated, and nothing else', () => {
  const story = at('delivered')
  story.do('verify_delivery', { actor: sender, payload: { noteId: null } })
  expect(allowedCommands(story.shipment, sender)).toEqual(['rate'])
  expect(allowedCommands(story.shipment, supervisor)).toEqual([])
  expect(story.try('close', { actor: system, payload: {} })).toMatchObject({ code: 'not_now' })
})

test('every stage of the way is reached by its own command', () => {
  for (const stage of Object.keys(stages) as (keyof typeof stages)[]) expect(at(stage).shipment.status).toBe(stage)
})

test('a notes command of any courier is taken, a step of a stranger is not', () => {
  const story = at('accepted')
  expect(story.try('add_note', { actor: otherCourier, payload: { noteId: 'n1', audience: 'staff' } })).toHaveLength(1)
  expect(story.try('start', { actor: otherCourier, payload: { etaMs: null } })).toMatchObject({ code: 'forbidden' })
})

test('an actor without an id cannot accept or decline', () => {
  const story = at('assigned')
  expect(story.try('accept', { actor: system, payload: {} })).toMatchObject({ code: 'forbidden' })
  expect(story.try('decline', { actor: system, payload: { noteId: null } })).toMatchObject({ code: 'forbidden' })
})

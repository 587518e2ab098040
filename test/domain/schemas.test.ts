import { expect, test } from 'vitest'
import { commandTypes } from '#domain/commands.ts'
import { bookInput, idempotencyKey, quoteInput } from '#domain/schemas/booking.ts'
import { commandInput } from '#domain/schemas/command.ts'
import { exceptionQuery, shipmentQuery } from '#domain/schemas/lists.ts'
import { signInInput, welcomeInput } from '#domain/schemas/session.ts'
import { apiKeyInput, serviceLevelInput, userChange, userInput } from '#domain/schemas/settings.ts'

const place = { name: 'Ada', line1: 'Torstraße 1', city: 'Berlin', postcode: '10119', country: 'DE' }
const booking = { serviceLevel: 'economy', sender: place, recipient: place, parcels: [{ weightGrams: 500 }] }
const commandId = '0190F0A0-0000-7000-8000-000000000ABC'

function faultsOf(
  schema: { safeParse: (value: unknown) => { error?: { issues: { path: PropertyKey[] }[] } | undefined } },
  value: unknown,
) {
  return schema.safeParse(value).error?.issues.map((issue) => issue.path.join('/')) ?? []
}

test('a booking names every fault at once', () => {
  expect(faultsOf(bookInput, booking)).toEqual([])
  const wrong = {
    ...booking,
    sender: { ...place, country: 'Germany', name: 'a\0b', phone: 'none', position: { lat: 91, lng: 0 } },
    parcels: [{ weightGrams: 0.5 }, { weightGrams: 1, lengthMm: 0 }],
    windows: { pickup: ['2026-05-01T10:00:00Z', '2026-05-01T09:00:00Z'] },
    price: 1,
  }
  expect(faultsOf(bookInput, wrong).sort()).toEqual(
    [
      '',
      'parcels/0/weightGrams',
      'parcels/1/lengthMm',
      'sender/country',
      'sender/name',
      'sender/phone',
      'sender/position/lat',
      'windows/pickup',
    ].sort(),
  )
})

test('parcels are one to ninety-nine', () => {
  const parcels = (count: number) => Array.from({ length: count }, () => ({ weightGrams: 1 }))
  expect(faultsOf(quoteInput, { ...booking, parcels: parcels(0) })).toEqual(['parcels'])
  expect(faultsOf(quoteInput, { ...booking, parcels: parcels(99) })).toEqual([])
  expect(faultsOf(quoteInput, { ...booking, parcels: parcels(100) })).toEqual(['parcels'])
})

test('what belongs together is given together', () => {
  const cod = { amount: 100, currency: 'EUR' }
  expect(faultsOf(bookInput, { ...booking, carriage: 'partner' })).toEqual(['partnerId'])
  expect(faultsOf(bookInput, { ...booking, payment: { method: 'account', codAmount: cod } })).toEqual([
    'payment/codAmount',
  ])
  expect(faultsOf(bookInput, { ...booking, payment: { method: 'account', paymentMethodId: 'pm_1' } })).toEqual([
    'payment/paymentMethodId',
  ])
  expect(faultsOf(bookInput, { ...booking, payment: { method: 'card', paymentMethodId: 'tok_1' } })).toEqual([
    'payment/paymentMethodId',
  ])
  expect(faultsOf(bookInput, { ...booking, payment: { method: 'cod', codAmount: { ...cod, amount: -1 } } })).toEqual([
    'payment/codAmount/amount',
  ])
})

test('ids and addresses are kept in lower case, and instants need a zone and a sensible year', () => {
  expect(commandInput.parse({ commandId, type: 'accept' })).toMatchObject({
    commandId: commandId.toLowerCase(),
    payload: {},
  })
  expect(signInInput.parse({ email: 'Ada@Example.org', password: 'x' }).email).toBe('ada@example.org')
  for (const occurredAt of ['2026-05-01T08:00:00', '1999-12-31T23:59:59Z', '2100-01-01T00:00:00Z', 'soon']) {
    expect.soft(faultsOf(commandInput, { commandId, type: 'accept', occurredAt })).toContain('occurredAt')
  }
})

test('every command of the table has a schema, and an unknown one has none', () => {
  for (const type of commandTypes) {
    expect
      .soft(
        faultsOf(commandInput, { commandId, type, payload: {} }).filter((path) => path === 'type'),
        type,
      )
      .toEqual([])
  }
  expect(faultsOf(commandInput, { commandId, type: 'fly', payload: {} })).toEqual(['type'])
  expect(faultsOf(commandInput, { commandId, type: 'deliver', payload: { pod: { pin: '12' } } })).toEqual([
    'payload/pod/pin',
  ])
})

test('half a surrogate pair cannot be kept', () => {
  expect(faultsOf(commandInput, { commandId, type: 'add_note', payload: { text: '\ud800' } })).toEqual(['payload/text'])
  expect(faultsOf(commandInput, { commandId, type: 'add_note', payload: { text: '👋 \u202e' } })).toEqual([])
})

test('a service level that cannot work is refused with the place', () => {
  const level = { name: 'Quick', allowances: { assign: 'PT20S', promise: { workingDays: 1, by: '18:00' } } }
  expect(faultsOf(serviceLevelInput, level)).toEqual([])
  expect(faultsOf(serviceLevelInput, { ...level, allowances: { assign: 'soon' } })).toEqual(['allowances/assign'])
  expect(faultsOf(serviceLevelInput, { ...level, allowances: { assign: 'P400D' } })).toEqual(['allowances/assign'])
  expect(
    faultsOf(serviceLevelInput, { ...level, allowances: { promise: { workingDays: 1, by: '25:00' } } }).length,
  ).toBe(1)
  expect(faultsOf(serviceLevelInput, { ...level, ladder: [0, 2, 1, 4] })).toEqual(['ladder'])
  expect(faultsOf(serviceLevelInput, { ...level, ladder: [0, 1] }).length).toBeGreaterThan(0)
  expect(faultsOf(serviceLevelInput, { ...level, slas: { boredom: 'PT1H' } }).length).toBe(1)
})

test('users, keys and passwords have their rules', () => {
  expect(faultsOf(userInput, { email: 'a@b.example', name: 'A', roles: [] })).toEqual(['roles'])
  expect(faultsOf(userInput, { email: 'a@b.example', name: 'A', roles: ['king'] })).toEqual(['roles/0'])
  expect(faultsOf(userChange, {})).toEqual([''])
  expect(faultsOf(userChange, { isActive: false })).toEqual([])
  const key = { name: 'k', scopes: ['shipments.book'], expiresAt: '2027-01-01T00:00:00Z' }
  expect(faultsOf(apiKeyInput, key)).toEqual(['partnerId'])
  expect(faultsOf(apiKeyInput, { ...key, userId: commandId })).toEqual([])
  expect(faultsOf(welcomeInput, { token: 't', password: '1234567' })).toEqual(['password'])
  expect(faultsOf(welcomeInput, { token: 't', password: '12345678' })).toEqual([])
})

test('lists take words, flags and limits from the query string', () => {
  expect(shipmentQuery.parse({ status: 'confirmed,closed', overdue: 'true', limit: '200' })).toMatchObject({
    status: ['confirmed', 'closed'],
    overdue: true,
    limit: 200,
    sort: 'newest',
  })
  expect(faultsOf(shipmentQuery, { limit: '201' })).toEqual(['limit'])
  expect(faultsOf(shipmentQuery, { limit: '0' })).toEqual(['limit'])
  expect(faultsOf(shipmentQuery, { status: 'gone' })).toEqual(['status/0'])
  expect(exceptionQuery.parse({ level: '3,4', owner: 'me' })).toMatchObject({ level: ['3', '4'], owner: 'me' })
})

test('an idempotency key is printable and not endless', () => {
  expect(idempotencyKey.safeParse('order-17').success).toBe(true)
  expect(idempotencyKey.safeParse('a b').success).toBe(false)
  expect(idempotencyKey.safeParse('x'.repeat(201)).success).toBe(false)
})

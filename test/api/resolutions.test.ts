import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ActionType, actionRow, actionTypes } from '#domain/exception-actions.ts'
import type { Caller, Seen } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { bringTo, type Crew, crewOf, levelFor, partnerIdOf, type Stage } from './support/road.ts'

let company: Company
let crew: Crew
let serviceLevel: string
let partnerId: string
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  serviceLevel = await levelFor(crew.admin, 'calm')
  partnerId = await partnerIdOf(await company.as('partner'))
})
afterAll(() => company[Symbol.asyncDispose]())

const day = 86_400_000
const at = (ms: number) => new Date(Date.now() + ms).toISOString()
const date = (ms: number) => at(ms).slice(0, 10)
const eur = (amount: number) => ({ amount, currency: 'EUR' })
const address = { name: 'Ada Krüger', line1: 'Sonnenallee 1', city: 'Berlin', postcode: '12045', country: 'DE' }
const card = { payment: { method: 'card', paymentMethodId: 'pm_card_visa' } }

type Case = {
  /** The exception that it resolves, and how it is made. */
  type: string
  reason: string
  to?: Stage
  wish?: object
  before?: (id: string) => Promise<unknown>
  input?: () => object
  by?: 'dispatcher' | 'supervisor'
  /** What must be true of the shipment, and whether the exception has ended. */
  after: object
  ends?: false
}

/** Every action that this release offers, with its real effect on the shipment. */
const cases: Partial<Record<ActionType, Case>> = {
  remind: { type: 'recipient_unavailable', reason: 'not_home', to: 'picked_up', after: {}, ends: false },
  request_scan: { type: 'stale', reason: 'no_scan', to: 'picked_up', after: {}, ends: false },
  trace: { type: 'missorted', reason: 'wrong_route', to: 'picked_up', after: {}, ends: false },
  extend: { type: 'forgotten', reason: 'no_first_scan', after: { status: 'confirmed' } },
  cancel: { type: 'unassigned', reason: 'no_courier', after: { status: 'closed', outcome: 'cancelled' } },
  rewindow: {
    type: 'pickup_overdue',
    reason: 'late_start',
    input: () => ({ window: [at(day), at(day + 3_600_000)] }),
    after: { status: 'confirmed' },
  },
  reattempt: {
    type: 'refused',
    reason: 'refused_at_door',
    to: 'at_dropoff',
    before: (id) => crew.courier.does(id, 'fail_attempt', { reason: 'refused_at_door' }),
    input: () => ({ date: date(2 * day) }),
    after: { status: 'attempt_failed', decision: { option: 'reattempt' } },
  },
  assign: {
    type: 'unassigned',
    reason: 'no_courier',
    input: () => ({ courierIds: [company.users.courier] }),
    after: { status: 'assigned' },
    ends: false,
  },
  broadcast: {
    type: 'unassigned',
    reason: 'no_courier',
    input: () => ({ courierIds: [company.users.courier, company.users.courier2] }),
    after: { status: 'assigned' },
    ends: false,
  },
  outsource: {
    type: 'unassigned',
    reason: 'no_courier',
    input: () => ({ partnerId }),
    after: { status: 'confirmed', partnerId: expect.any(String) },
  },
  reroute: {
    type: 'stale',
    reason: 'no_scan',
    to: 'picked_up',
    input: () => ({ partnerId }),
    after: { status: 'picked_up', partnerId: expect.any(String), courierId: null },
  },
  apply: {
    type: 'status_mismatch',
    reason: 'illegal_move',
    to: 'picked_up',
    input: () => ({ toStatus: 'in_transit' }),
    after: { status: 'in_transit' },
  },
  repromise: {
    type: 'delivery_overdue',
    reason: 'promise_missed',
    to: 'picked_up',
    input: () => ({ window: [at(day), at(2 * day)], cause: 'F' }),
    after: { status: 'picked_up' },
  },
  compensate: {
    type: 'delivery_overdue',
    reason: 'promise_missed',
    to: 'picked_up',
    input: () => ({ amount: eur(100), cause: 'K' }),
    after: { status: 'picked_up' },
  },
  fix_address: {
    type: 'address_problem',
    reason: 'incomplete',
    to: 'picked_up',
    input: () => ({ stop: 'dropoff', address }),
    after: { recipient: { line1: 'Sonnenallee 1', postcode: '12045' } },
  },
  pickup_point: {
    type: 'recipient_unavailable',
    reason: 'not_home',
    to: 'picked_up',
    input: () => ({ pointId: 'locker-7' }),
    after: { decision: { option: 'pickup_point', pointId: 'locker-7' } },
  },
  neighbour: {
    type: 'recipient_unavailable',
    reason: 'not_home',
    to: 'picked_up',
    input: () => ({ note: 'Second floor.' }),
    after: { decision: { option: 'neighbour' } },
  },
  return: {
    type: 'refused',
    reason: 'not_ordered',
    to: 'picked_up',
    input: () => ({ cause: 'N' }),
    after: { status: 'returning' },
  },
  dispose: {
    type: 'damaged_or_missing',
    reason: 'damaged',
    to: 'picked_up',
    by: 'supervisor',
    input: () => ({ cause: 'S' }),
    after: { status: 'closed', outcome: 'disposed' },
  },
  new_pin: { type: 'identity_failed', reason: 'pin_failed', to: 'picked_up', after: { status: 'picked_up' } },
  override: {
    type: 'identity_failed',
    reason: 'id_mismatch',
    to: 'out_for_delivery',
    by: 'supervisor',
    input: () => ({ methods: ['id'] }),
    after: { status: 'out_for_delivery' },
  },
  claim: {
    type: 'damaged_or_missing',
    reason: 'damaged',
    to: 'delivered',
    input: () => ({ amount: eur(3_000) }),
    after: { status: 'delivered' },
  },
  refund: {
    type: 'damaged_or_missing',
    reason: 'damaged',
    to: 'delivered',
    input: () => ({ amount: eur(100), cause: 'K' }),
    after: { status: 'delivered' },
  },
  declare_lost: {
    type: 'suspected_lost',
    reason: 'not_found',
    to: 'picked_up',
    after: { status: 'lost', outcome: 'lost' },
  },
  found: {
    type: 'suspected_lost',
    reason: 'not_found',
    to: 'out_for_delivery',
    input: () => ({ toStatus: 'in_transit' }),
    after: { status: 'in_transit' },
  },
  documents: {
    type: 'hold_overdue',
    reason: 'hold_review',
    to: 'picked_up',
    before: (id) => crew.dispatcher.does(id, 'place_hold', { reason: 'customs' }),
    after: { holds: [{ reason: 'customs' }] },
    ends: false,
  },
  release: {
    type: 'hold_overdue',
    reason: 'hold_review',
    to: 'picked_up',
    before: (id) => crew.dispatcher.does(id, 'place_hold', { reason: 'security' }),
    input: () => ({ reason: 'security' }),
    after: { holds: [] },
  },
  reject: { type: 'status_mismatch', reason: 'illegal_move', to: 'picked_up', after: { status: 'picked_up' } },
  uphold: {
    type: 'disputed',
    reason: 'not_received',
    to: 'delivered',
    before: (id) => crew.recipient.does(id, 'dispute', { kind: 'not_received' }),
    after: { status: 'lost' },
  },
  deny: {
    type: 'disputed',
    reason: 'not_received',
    to: 'delivered',
    before: (id) => crew.recipient.does(id, 'dispute', { kind: 'not_received' }),
    after: { status: 'delivered' },
  },
  contact: { type: 'unassigned', reason: 'no_courier', after: { status: 'confirmed' }, ends: false },
  dismiss: { type: 'unassigned', reason: 'no_courier', after: { status: 'confirmed' } },
}

/** `retry_money` needs a payment that has failed: it has a test of its own. */
const apart: readonly ActionType[] = ['retry_money']

async function withException({
  type,
  reason,
  to,
  wish,
  before,
}: Case): Promise<{ shipment: Seen; exceptionId: string }> {
  const shipment = await crew.customer.book({ serviceLevel, ...wish })
  if (to) await bringTo(crew, shipment, { stage: to, courierId: company.users.courier })
  await before?.(shipment.id)
  const found = (await crew.dispatcher.shipment(shipment.id)).exceptions.find((open) => open.type === type)
  const raised = found ? null : await crew.dispatcher.does(shipment.id, 'raise', { type, reason })
  const open = found ?? raised?.exceptions.find((one) => one.type === type)
  return { shipment, exceptionId: open?.id ?? '' }
}

test('every action that is offered does what it says, and ends the exception when it says so', async () => {
  const offered = actionTypes.filter((action) => actionRow(action).isOffered)
  expect(Object.keys(cases).toSorted()).toEqual(offered.filter((action) => !apart.includes(action)).toSorted())
  for (const [action, one] of Object.entries(cases)) {
    const { shipment, exceptionId } = await withException(one)
    const by: Caller = crew[one.by ?? 'dispatcher']
    const payload = { exceptionId, action, reason: 'As agreed.', ...(one.input && { input: one.input() }) }
    const done = await by.does(shipment.id, 'resolve', payload)
    expect.soft(done, action).toMatchObject(one.after)
    const left = done.exceptions.find(({ id }) => id === exceptionId)
    expect.soft(left?.state === 'resolved', `${action} ends it`).toBe(one.ends !== false)
  }
}, 180_000)

const previewSchema = z.looseObject({
  isAllowed: z.boolean(),
  words: z.array(z.string()),
  statusAfter: z.string().nullable(),
  money: z.array(z.looseObject({ kind: z.string() })),
})

async function preview(by: Caller, id: string, command: object) {
  const json = { commandId: uuidv7(), ...command }
  return previewSchema.parse((await by.call('POST', `/shipments/${id}/commands/preview`, { json })).body)
}

test('a preview says what would move and who would hear of it, and changes nothing', async () => {
  const { shipment, exceptionId } = await withException({
    type: 'unassigned',
    reason: 'no_courier',
    wish: card,
    after: {},
  })
  const { id } = shipment
  await expect.poll(async () => (await crew.dispatcher.shipment(id)).status).toBe('confirmed')
  const { seq } = await crew.dispatcher.shipment(id)
  const cancel = { type: 'resolve', payload: { exceptionId, action: 'cancel', reason: 'No courier at all.' } }
  const seen = await preview(crew.dispatcher, id, cancel)
  expect(seen).toMatchObject({
    isAllowed: true,
    statusAfter: 'cancelled',
    money: [{ kind: 'release', amount: { amount: 790, currency: 'EUR' } }],
  })
  expect(seen.words.join(' ')).toMatch(/release €7\.90.*tells the sender by e-mail/)
  const refused = await preview(crew.dispatcher, id, { type: 'resolve', payload: { exceptionId, action: 'uphold' } })
  expect(refused).toMatchObject({ isAllowed: false, refusal: { code: 'invalid_input', pointer: '/payload/action' } })
  expect((await crew.dispatcher.shipment(id)).seq).toBe(seq)
  const stranger = await company.as('stranger')
  const foreign = await stranger.call('POST', `/shipments/${id}/commands/preview`, {
    json: { commandId: uuidv7(), ...cancel },
  })
  expect(foreign.status).toBe(404)
})

test('a payment step that failed is repeated, and what was never tried is not', async () => {
  const { shipment, exceptionId } = await withException({
    type: 'payment_overdue',
    reason: 'settle_failed',
    wish: card,
    after: {},
  })
  const answer = await crew.dispatcher.give(shipment.id, {
    type: 'resolve',
    payload: { exceptionId, action: 'retry_money' },
  })
  expect(answer).toMatchObject({ status: 409, body: { code: 'not_now' } })
})

test('a partial refund goes back to the card, once, and the ledger agrees', async () => {
  const shipment = await crew.customer.book({ serviceLevel, ...card })
  await expect.poll(async () => (await crew.dispatcher.shipment(shipment.id)).status).toBe('confirmed')
  await bringTo(crew, shipment, { stage: 'delivered', courierId: company.users.courier })
  const raised = await crew.dispatcher.does(shipment.id, 'raise', { type: 'damaged_or_missing', reason: 'damaged' })
  await crew.customer.does(shipment.id, 'verify_delivery')
  const moneySchema = z.looseObject({
    money: z.looseObject({
      captured: z.looseObject({ amount: z.int() }),
      refunded: z.looseObject({ amount: z.int() }),
    }),
  })
  const money = async () => moneySchema.parse((await crew.customer.get(`/shipments/${shipment.id}`)).body).money
  await expect.poll(async () => (await money()).captured.amount, { timeout: 15_000 }).toBe(790)
  const exceptionId = raised.exceptions[0]?.id ?? ''
  const refund = { exceptionId, action: 'refund', reason: 'Scratched.', input: { amount: eur(200), cause: 'K' } }
  await crew.dispatcher.does(shipment.id, 'resolve', refund)
  await expect.poll(async () => (await money()).refunded.amount, { timeout: 15_000 }).toBe(200)
  const { rows } = await company.pool.query(
    `SELECT account, sum(amount_minor)::int AS sum FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
     WHERE t.shipment_id = $1 AND t.state = 'posted' AND account IN ('card_clearing', 'refunds') GROUP BY 1 ORDER BY 1`,
    [shipment.id],
  )
  expect(rows).toEqual([
    { account: 'card_clearing', sum: 590 },
    { account: 'refunds', sum: 168 },
  ])
  await expect
    .poll(async () => (await crew.dispatcher.shipment(shipment.id)).status, { timeout: 15_000 })
    .toBe('closed')
})

test('of two dispatchers the second is told who was first', async () => {
  const { shipment, exceptionId } = await withException({ type: 'unassigned', reason: 'no_courier', after: {} })
  await crew.supervisor.does(shipment.id, 'take', { exceptionId })
  const second = await crew.dispatcher.give(shipment.id, { type: 'take', payload: { exceptionId } })
  expect(second).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Person supervisor') } })
  await crew.supervisor.does(shipment.id, 'resolve', { exceptionId, action: 'dismiss', reason: 'Mine.' })
  const late = await crew.dispatcher.give(shipment.id, { type: 'resolve', payload: { exceptionId, action: 'contact' } })
  expect(late).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/Person supervisor was first/) } })
})

test('what does not fit is refused with the place and changes nothing', async () => {
  const { shipment, exceptionId } = await withException({ type: 'unassigned', reason: 'no_courier', after: {} })
  const { seq } = await crew.dispatcher.shipment(shipment.id)
  const wrong: [object, number, string][] = [
    [{ type: 'resolve', payload: { exceptionId, action: 'fly' } }, 422, '/payload/action'],
    [{ type: 'resolve', payload: { exceptionId, action: 'assign' } }, 422, '/payload/input'],
    [
      { type: 'resolve', payload: { exceptionId, action: 'assign', input: { courierIds: [] } } },
      422,
      '/payload/input/courierIds',
    ],
    [
      { type: 'resolve', payload: { exceptionId, action: 'assign', input: { courierIds: [uuidv7()] } } },
      422,
      '/payload/input/courierIds/0',
    ],
    [{ type: 'resolve', payload: { exceptionId, action: 'return' } }, 422, '/payload/action'],
    [{ type: 'snooze', payload: { exceptionId, reason: 'later', until: at(40 * day) } }, 422, '/payload/until'],
    [{ type: 'snooze', payload: { exceptionId, until: at(1_000) } }, 422, '/payload/reason'],
    [{ type: 'settle', payload: { decision: 'refund', amount: eur(1) } }, 409, ''],
    [{ type: 'resolve', payload: { exceptionId: uuidv7(), action: 'dismiss' } }, 409, ''],
  ]
  for (const [command, status, pointer] of wrong) {
    const answer = await crew.dispatcher.give(shipment.id, command)
    expect.soft(answer.status, JSON.stringify(command)).toBe(status)
    if (pointer) expect.soft(answer.text, JSON.stringify(command)).toContain(`"${pointer}`)
  }
  expect((await crew.dispatcher.shipment(shipment.id)).seq).toBe(seq)
})

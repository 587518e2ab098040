import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionType } from '#domain/exception-actions.ts'
import type { Client, ClientShipment } from '../client.ts'
import type { House } from '../house.ts'
import { courierLogins } from '../seed/people.ts'
import { type Crew, makePhoto, walkTo } from '../walk.ts'
import type { DayRow } from './day.ts'
import { demoLevels, type Expected, type Mistake, mistakeRow } from './mistakes.ts'

const longestWaitMs = 90_000
const pollMs = 400

type Team = Omit<Crew, 'courier'> & { couriers: ReadonlyMap<string, Client> }

const lanes = 12

/** Plays all bookings, a dozen at once, and tells after each how many are done. */
export async function playDay(house: House, rows: readonly DayRow[], tell: (done: number) => void): Promise<void> {
  const team = await openTeam(house)
  const waiting = [...rows]
  let done = 0
  async function lane(): Promise<void> {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      await playRow(row, team)
      tell(++done)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Makes the service levels of the day and signs everybody in. */
async function openTeam(house: House): Promise<Team> {
  const admin = await house.as('admin')
  for (const [code, { allowances, slas }] of Object.entries(demoLevels)) {
    const rest = {
      name: `Berlin day: ${code.replaceAll('_', ' ')}`,
      calendar: 'always',
      attempts: 2,
      podPolicy: { photo: 'required' },
    }
    await admin.send('PUT', `/service-levels/${code}`, { ...rest, allowances, slas })
  }
  const couriers = new Map<string, Client>()
  for (const login of courierLogins) couriers.set(login, await house.as(login))
  return {
    customer: await house.as('customer'),
    dispatcher: await house.as('dispatcher'),
    couriers,
    photo: await makePhoto(),
  }
}

/** Plays one booking of the day from its first command to its end, mistakes and lateness included. */
async function playRow(row: DayRow, team: Team): Promise<void> {
  const crew = crewOf(team, row.courier)
  const { ends } = mistakeRow(row.mistake)
  const { id } = await crew.customer.book(bookingOf(row), row.reference)
  await plots[row.mistake]?.(id, crew)
  if (ends === 'delivered') await walkTo(id, 'closed', crew)
  else await until(id, crew, (shipment) => shipment.status === 'closed')
}

function bookingOf(row: DayRow): object {
  const { level, payment } = mistakeRow(row.mistake)
  const fromMs = Date.now()
  const window = [new Date(fromMs).toISOString(), new Date(fromMs + row.windowHours * 3_600_000).toISOString()]
  const place = { city: 'Berlin', country: 'DE' }
  return {
    serviceLevel: level,
    reference: row.reference,
    sender: {
      ...place,
      name: row.sender,
      line1: row.senderLine1,
      postcode: row.senderPostcode,
      position: { lat: row.senderLat, lng: row.senderLng },
    },
    recipient: {
      ...place,
      name: row.recipient,
      line1: row.recipientLine1,
      postcode: row.recipientPostcode,
      position: { lat: row.recipientLat, lng: row.recipientLng },
      email: `${row.reference.toLowerCase()}@recipient.example`,
    },
    parcels: [{ weightGrams: row.weightGrams }],
    windows: { pickup: window },
    ...(payment === 'account' && { payment: { method: 'account' } }),
    ...(payment === 'card' && { payment: { method: 'card', paymentMethodId: 'pm_card_visa' } }),
  }
}

/** What happens before the straight way goes on. Each waits for its exception at its level before anybody acts. */
const plots: Partial<Record<Mistake, (id: string, crew: Crew) => Promise<void>>> = {
  unassigned_1: (id, crew) => assignLate(id, crew, 'unassigned_1'),
  unassigned_2: (id, crew) => assignLate(id, crew, 'unassigned_2'),
  unassigned_3: (id, crew) => assignLate(id, crew, 'unassigned_3'),
  unassigned_4: (id, crew) => assignLate(id, crew, 'unassigned_4'),
  not_accepted: async (id, crew) => {
    await walkTo(id, 'assigned', crew)
    await assignLate(id, crew, 'not_accepted')
  },
  declined: async (id, crew) => {
    await walkTo(id, 'assigned', crew)
    await crew.courier.command(id, 'decline', { reason: 'The van is full' })
    await assignLate(id, crew, 'declined')
  },
  late_start: async (id, crew) => {
    await walkTo(id, 'accepted', crew)
    await untilRaised(id, crew, 'late_start')
  },
  long_stop: async (id, crew) => {
    await walkTo(id, 'at_pickup', crew)
    await untilRaised(id, crew, 'long_stop')
  },
  pickup_failed: async (id, crew) => {
    await walkTo(id, 'at_pickup', crew)
    await crew.courier.command(id, 'fail_pickup', { reason: 'not_ready' })
    await resolve(id, crew, { mistake: 'pickup_failed', action: 'reattempt' })
  },
  not_home: (id, crew) => failAtDoor(id, crew, { mistake: 'not_home', reason: 'not_home' }),
  refused: (id, crew) => failAtDoor(id, crew, { mistake: 'refused', reason: 'refused_at_door' }),
  cancelled: async (id, crew) => {
    await walkTo(id, 'confirmed', crew)
    await crew.customer.command(id, 'cancel', { reason: 'Ordered twice', acceptedFee: { amount: 0, currency: 'EUR' } })
  },
}

async function assignLate(id: string, crew: Crew, mistake: Mistake): Promise<void> {
  await resolve(id, crew, { mistake, action: 'assign', input: { courierIds: [crew.courier.userId] } })
}

async function failAtDoor(
  id: string,
  crew: Crew,
  { mistake, reason }: { mistake: Mistake; reason: string },
): Promise<void> {
  await walkTo(id, 'at_dropoff', crew)
  await crew.courier.command(id, 'fail_attempt', { reason })
  await resolve(id, crew, { mistake, action: 'reattempt' })
  await crew.courier.command(id, 'start')
}

type Resolution = { mistake: Mistake; action: ActionType; input?: object }

async function resolve(id: string, crew: Crew, { mistake, action, input }: Resolution): Promise<void> {
  const exceptionId = await untilRaised(id, crew, mistake)
  await crew.dispatcher.command(id, 'resolve', {
    exceptionId,
    action,
    reason: 'Handled by dispatch',
    ...(input && { input }),
  })
}

/** Waits until the exception of this mistake stands at its level. */
async function untilRaised(id: string, crew: Crew, mistake: Mistake): Promise<string> {
  const expected = mistakeRow(mistake).expects
  if (!expected) throw new Error(`${mistake} expects no exception`)
  const shipment = await until(id, crew, (now) => matching(now, expected) !== undefined)
  return matching(shipment, expected)?.id ?? ''
}

function matching({ exceptions }: ClientShipment, { type, level }: Expected) {
  return exceptions.find((open) => open.type === type && open.level >= level && open.state !== 'resolved')
}

async function until(
  id: string,
  { dispatcher }: Crew,
  holds: (shipment: ClientShipment) => boolean,
): Promise<ClientShipment> {
  const giveUpAtMs = performance.now() + longestWaitMs
  for (;;) {
    const shipment = await dispatcher.shipment(id)
    if (holds(shipment)) return shipment
    if (performance.now() > giveUpAtMs) throw new Error(`${shipment.trackingNumber} stays ${shipment.status}.`)
    await sleep(pollMs)
  }
}

function crewOf({ couriers, ...team }: Team, login: string): Crew {
  const courier = couriers.get(login)
  if (!courier) throw new Error(`There is no ${login}.`)
  return { ...team, courier }
}

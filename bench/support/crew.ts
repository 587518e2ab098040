import { uuidv7 } from 'uuidv7'
import { exceptionTypes } from '#domain/exception-types.ts'
import type { Client } from '#stack/client.ts'
import type { House } from '#stack/house.ts'

/** A level without hurry: a bench must not be disturbed by deadlines. */
export const calmLevel = {
  name: 'Bench',
  allowances: { promise: 'P7D', choose: 'P1D', pay: 'P1D', assign: 'P1D', accept: 'P1D', start: 'P1D' },
  slas: Object.fromEntries(exceptionTypes.map((type) => [type, 'P1D'])),
  calendar: 'always',
  podPolicy: {},
  attempts: 2,
}

const stop = { line1: 'Torstraße 140', city: 'Berlin', postcode: '10119', country: 'DE' }

export const booking = {
  serviceLevel: 'bench',
  sender: { name: 'Radhaus Mitte', ...stop },
  recipient: { name: 'Clara Neumann', ...stop },
  parcels: [{ weightGrams: 900 }],
  payment: { method: 'account' },
}

export type Crew = { customer: Client; dispatcher: Client; courier: Client }

export async function openCrew(house: House): Promise<Crew> {
  return {
    customer: await house.as('customer'),
    dispatcher: await house.as('dispatcher'),
    courier: await house.as('courier'),
  }
}

/** Eight commands over HTTP, from the booking to closed; each client sends what its person would press. */
export async function liveThrough({ customer, dispatcher, courier }: Crew): Promise<string> {
  const { id } = await customer.book(booking)
  const send = (client: Client, type: string, payload: object = {}) =>
    client.send('POST', `/shipments/${id}/commands`, { commandId: uuidv7(), type, payload })
  await send(dispatcher, 'assign', { courierIds: [courier.userId] })
  await send(courier, 'accept')
  await send(courier, 'start')
  await send(courier, 'pick_up')
  await send(courier, 'start')
  await send(courier, 'deliver')
  await send(customer, 'verify_delivery')
  return id
}

export const commandsOfALife = 8

import { exceptionTypes } from '#domain/exception-types.ts'
import { type Client, signIn } from '../client.ts'
import { type Crew, makePhoto, walkTo } from '../walk.ts'
import { seedPartner } from './partners.ts'
import { courierLogins, demoPassword, emailOf, seedPeople } from './people.ts'
import { nth } from './places.ts'
import { type Ending, type Plan, planShipments } from './plan.ts'

const lanes = 4

/** Lateness of seconds, so that exceptions can be watched as they rise (lifecycle.md §6). */
const demoLevel = {
  name: 'Demonstration',
  allowances: { promise: 'PT10M', choose: 'PT20S', assign: 'PT20S', accept: 'PT20S', start: 'PT20S' },
  slas: Object.fromEntries(exceptionTypes.map((type) => [type, 'PT20S'])),
  calendar: 'always',
  podPolicy: { photo: 'required', signature: 'optional', scan: 'optional', pin: 'optional', geofence: 'optional' },
  attempts: 2,
}

/** Makes the demonstration company through the public API, with real commands. Interrupted, it goes on where it was. */
export async function seedCompany(baseUrl: string, databaseUrl: string): Promise<void> {
  await seedPeople(databaseUrl)
  const as = (login: string) => signIn(baseUrl, { email: emailOf(login), password: demoPassword })
  const admin = await as('admin')
  await admin.send('PUT', '/service-levels/demo', demoLevel)
  const [customer, dispatcher] = [await as('customer'), await as('dispatcher')]
  const couriers: Client[] = []
  for (const login of courierLogins) couriers.push(await as(login))
  const photo = await makePhoto()
  await seedPartner(baseUrl, { admin, customer })
  const waiting = [...planShipments().entries()]
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [number, plan] = next
        await play(plan, { customer, dispatcher, courier: nth(couriers, number), photo })
      }
    }),
  )
}

async function play({ key, booking, reach, ending }: Plan, crew: Crew): Promise<void> {
  const { id, status } = await crew.customer.book(booking, key)
  // After an interruption what has ended already is left alone; the commands of endings leave the walk.
  if (reach === null || (ending !== null && hasEnded(ending, status))) return
  await walkTo(id, reach, crew)
  if (ending !== null) await end(id, ending, crew)
}

const endedIn: Partial<Record<Ending, string>> = { cancel: 'cancelled', fail_attempt: 'attempt_failed' }

function hasEnded(ending: Ending, status: string): boolean {
  return status === endedIn[ending] || status === 'closed'
}

async function end(id: string, ending: Ending, { customer, dispatcher, courier }: Crew): Promise<void> {
  const endings: Record<Ending, () => Promise<unknown>> = {
    cancel: () => customer.command(id, 'cancel', { reason: 'Ordered twice' }),
    decline: () => courier.command(id, 'decline', { reason: 'Van is full' }),
    fail_pickup: () => courier.command(id, 'fail_pickup', { reason: 'sender_absent', note: 'Rang three times' }),
    fail_attempt: () => courier.command(id, 'fail_attempt', { reason: 'not_home', note: 'No answer at the door' }),
    raise: () =>
      dispatcher.command(id, 'raise', {
        type: 'address_problem',
        reason: 'incomplete',
        note: 'House number is missing',
      }),
    rate: () => customer.command(id, 'rate', { stars: 5, tags: ['friendly'], text: 'Quick and careful.' }),
  }
  await endings[ending]()
}

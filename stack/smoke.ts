import { parseArgs } from 'node:util'
import { signIn } from './client.ts'
import { reasonOf, say, seconds } from './report.ts'
import { makePhoto, walkTo } from './walk.ts'

const booking = {
  serviceLevel: 'demo',
  sender: {
    name: 'Buchhandlung am Kanal',
    line1: 'Paul-Lincke-Ufer 12',
    city: 'Berlin',
    postcode: '10999',
    country: 'DE',
    position: { lat: 52.4953, lng: 13.4205 },
  },
  recipient: {
    name: 'Ada Krüger',
    line1: 'Kastanienallee 40',
    city: 'Berlin',
    postcode: '10119',
    country: 'DE',
    email: 'recipient@waybill.example',
    position: { lat: 52.5352, lng: 13.4089 },
  },
  parcels: [{ weightGrams: 1_200, description: 'Books' }],
  reference: 'smoke',
  payment: { method: 'account' },
}

/** Plays one shipment from booking to its end through the public API, as three people; any surprise is an exception. */
async function main(): Promise<void> {
  const startedAtMs = performance.now()
  const [baseUrl] = parseArgs({ allowPositionals: true }).positionals
  if (!baseUrl) throw new Error('Usage: node stack/run.mjs stack/smoke.ts http://localhost:8080')
  const as = (name: string) => signIn(baseUrl, { email: `${name}@waybill.example`, password: 'waybill-demo' })
  const [customer, dispatcher, courier] = [await as('customer'), await as('dispatcher'), await as('courier')]
  const { id, trackingNumber } = await customer.book(booking)
  await walkTo(id, 'closed', { customer, dispatcher, courier, photo: await makePhoto() })
  say(`${trackingNumber} went from booking to closed (${seconds(performance.now() - startedAtMs)})`)
}

try {
  await main()
} catch (error) {
  say(`The smoke test failed: ${reasonOf(error)}`)
  process.exitCode = 1
}

import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller, Seen } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { type Crew, crewOf, levelFor, partnerIdOf } from './support/road.ts'

let company: Company
let crew: Crew
let serviceLevel: string
let partner: Caller
let partnerId: string
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  serviceLevel = await levelFor(crew.admin, 'calm')
  partner = await company.as('partner')
  partnerId = await partnerIdOf(partner)
})
afterAll(() => company[Symbol.asyncDispose]())

const rules = [
  { match: { code: 'IN' }, effect: { status: 'in_transit' }, label: 'In the depot' },
  { match: { code: 'OFD' }, effect: { status: 'out_for_delivery' } },
  { match: { code: 'DLV' }, effect: { status: 'delivered' } },
  { match: { code: 'DLV', reason: 'refused' }, effect: { status: 'attempt_failed', reason: 'refused_at_door' } },
]

/** A parcel that the partner carries. */
async function carried(): Promise<Seen> {
  return await crew.customer.book({ serviceLevel, carriage: 'partner', partnerId, payment: { method: 'account' } })
}

const answerSchema = z.looseObject({
  applied: z.boolean(),
  reason: z.string().optional(),
  shipment: z.looseObject({ status: z.string(), seq: z.number() }),
})

async function say(id: string, payload: object, more: { by?: Caller; commandId?: string; occurredAt?: string } = {}) {
  const { by = partner, commandId = uuidv7(), ...rest } = more
  const json = { commandId, type: 'partner_status', payload, ...rest }
  return await by.call('POST', `/shipments/${id}/commands`, { json })
}

async function says(...given: Parameters<typeof say>) {
  const answer = await say(...given)
  if (answer.status !== 200) throw new Error(answer.text)
  return answerSchema.parse(answer.body)
}

async function publish(document: object) {
  const answer = await crew.admin.call('PUT', `/mappings/${partnerId}`, { json: document })
  if (answer.status !== 200) throw new Error(answer.text)
  return z.looseObject({ version: z.number() }).parse(answer.body).version
}

test('a partner moves its parcel in our own words before it has a mapping, and no word is guessed', async () => {
  const { id } = await carried()
  expect(await says(id, { code: 'in_transit' })).toMatchObject({ applied: true, shipment: { status: 'in_transit' } })
  expect(await says(id, { code: 'unterwegs' })).toMatchObject({ applied: false, shipment: { status: 'in_transit' } })
  expect((await crew.dispatcher.shipment(id)).exceptions).toMatchObject([{ type: 'status_mismatch', state: 'open' }])
})

test('a mapping is published, read by, and kept with every version; a contradiction is refused with its place', async () => {
  const version = await publish({ rules, reason: 'First list' })
  const { id } = await carried()
  expect(await says(id, { code: 'in', place: 'Leipzig' })).toMatchObject({ shipment: { status: 'in_transit' } })
  await says(id, { code: 'OFD' })
  expect(await says(id, { code: 'DLV' })).toMatchObject({
    applied: false,
    reason: expect.stringContaining('no evidence'),
  })
  expect(await says(id, { code: 'DLV', hasEvidence: true })).toMatchObject({ shipment: { status: 'delivered' } })

  const trace = (await crew.dispatcher.get(`/shipments/${id}/trace`)).body
  expect(trace).toMatchObject({
    reports: [
      {
        code: 'in',
        place: 'Leipzig',
        mappingVersion: version,
        outcome: 'applied',
        verdict: { effect: { status: 'in_transit' } },
      },
      { code: 'OFD', outcome: 'applied' },
      { code: 'DLV', outcome: 'kept', why: 'no_evidence' },
      { code: 'DLV', outcome: 'applied' },
    ],
  })

  const twice = [...rules, { match: { code: 'ofd ' }, effect: { note: true } }]
  const refused = await crew.admin.call('PUT', `/mappings/${partnerId}`, { json: { rules: twice } })
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/rules/4', code: 'conflict' }] } })
  const stale = await crew.admin.call('PUT', `/mappings/${partnerId}`, { json: { rules, version: version - 1 } })
  expect(stale.status).toBe(412)
})

test('the same report again, under any command id, changes nothing', async () => {
  const { id } = await carried()
  const occurredAt = new Date(Date.now() - 60_000).toISOString()
  const first = await says(id, { code: 'IN', place: 'Halle' }, { occurredAt })
  const again = await says(id, { code: 'IN', place: 'Halle' }, { occurredAt })
  expect(again).toMatchObject({ applied: false, reason: 'This was reported before.' })
  expect(again.shipment.seq).toBe(first.shipment.seq)
  const named = await says(id, { code: 'OFD', eventId: 'e-1' })
  expect(await says(id, { code: 'OFD', eventId: 'e-1' })).toMatchObject({
    applied: false,
    shipment: { seq: named.shipment.seq },
  })
  expect((await says(id, { code: 'IN', place: 'Halle' }, { occurredAt: new Date().toISOString() })).applied).toBe(true)
})

test('a parcel of another partner answers like one that does not exist, and a customer never speaks for a partner', async () => {
  const { id } = await carried()
  const foreign = await say(id, { code: 'IN' }, { by: await company.as('partner2') })
  const unknown = await say(uuidv7(), { code: 'IN' })
  expect([foreign.status, unknown.status]).toEqual([404, 404])
  expect((await say(id, { code: 'IN' }, { by: crew.customer })).status).toBe(403)
  expect((await crew.customer.get(`/shipments/${id}/trace`)).status).toBe(403)
  expect((await partner.get(`/shipments/${id}/trace`)).status).toBe(200)
})

test('what was not understood is found, tried, published and read again once; the same version twice changes nothing', async () => {
  const { id } = await carried()
  await says(id, { code: 'HUB 7', text: 'Arrived at hub' })
  const words = z.object({ items: z.array(z.looseObject({ code: z.string(), count: z.number() })) })
  const waiting = words.parse((await partner.get(`/mappings/${partnerId}/words`)).body).items
  expect(waiting.find(({ code }) => code === 'HUB 7')).toMatchObject({ verdict: { kind: 'unmapped' }, count: 1 })

  const document = { rules: [...rules, { match: { regex: '^arrived at' }, effect: { status: 'in_transit' } }] }
  const tried = await crew.admin.call('POST', `/mappings/${partnerId}/try`, { json: { document } })
  const triedWords = z.looseObject({ words: z.array(z.looseObject({ code: z.string() })) }).parse(tried.body).words
  expect(triedWords.find(({ code }) => code === 'HUB 7')).toMatchObject({
    before: { kind: 'unmapped' },
    after: { kind: 'mapped', effect: { status: 'in_transit' } },
    isChanged: true,
  })

  const version = await publish(document)
  const json = { version, codes: ['HUB 7'] }
  const preview = await crew.admin.call('POST', `/mappings/${partnerId}/apply/preview`, { json })
  expect(preview.body).toMatchObject({ total: 1, words: [{ code: 'HUB 7', count: 1 }] })
  expect((await crew.admin.shipment(id)).status).toBe('confirmed')
  const job = await crew.admin.call('POST', `/mappings/${partnerId}/apply`, { json })
  expect(job.status).toBe(202)
  const { id: jobId } = z.looseObject({ id: z.string() }).parse(job.body)
  await expect
    .poll(async () => (await crew.admin.get(`/jobs/${jobId}`)).body, { timeout: 15_000 })
    .toMatchObject({ state: 'done', applied: 1 })
  const after = await crew.dispatcher.shipment(id)
  expect(after).toMatchObject({ status: 'in_transit', exceptions: [{ type: 'status_mismatch', state: 'resolved' }] })
  expect((await crew.admin.call('POST', `/mappings/${partnerId}/apply`, { json })).status).toBe(409)
})

test('a partner proposes a draft for its own words only, two at once do not overwrite each other, and only an admin publishes', async () => {
  const at = `/mappings/${partnerId}/draft`
  const draft = await partner.call('PUT', at, { json: { rules, revision: 0, isSent: true } })
  expect(draft).toMatchObject({ status: 200, body: { revision: 1, isSent: true } })
  expect((await partner.call('PUT', at, { json: { rules, revision: 0 } })).status).toBe(412)
  expect((await (await company.as('partner2')).get(`/mappings/${partnerId}`)).status).toBe(404)
  expect((await partner.call('PUT', `/mappings/${partnerId}`, { json: { rules } })).status).toBe(403)
  expect((await crew.dispatcher.get('/mappings')).status).toBe(403)
  expect((await crew.admin.get('/mappings')).body).toMatchObject({
    items: [{ hasDraft: true, isDraftSent: true }, { hasDraft: false }],
  })
  expect((await partner.call('DELETE', at)).status).toBe(204)
})

test('five public code lists can be begun from, each with its source, and none of them contradicts itself', async () => {
  const body = z
    .object({
      items: z.array(z.looseObject({ code: z.string(), source: z.string().min(10), rules: z.array(z.unknown()) })),
    })
    .parse((await crew.admin.get('/vocabularies')).body)
  expect(body.items.map(({ code }) => code)).toEqual(['aftership', 'easypost', 'fedex', 'ups', 'upu'])
  for (const list of body.items) {
    const tried = await crew.admin.call('POST', `/mappings/${partnerId}/try`, {
      json: { document: { rules: list.rules }, words: [{ code: 'nothing' }] },
    })
    expect(tried, list.code).toMatchObject({ status: 200, body: { conflicts: [] } })
  }
})

test('as of an instant a parcel is what it was then: status, exceptions, address, and nothing can be done', async () => {
  const { id } = await carried()
  await sleep(30)
  const early = new Date().toISOString()
  await sleep(30)
  await says(id, { code: 'IN' })
  await says(id, { code: 'WHO KNOWS' })
  const address = { name: 'Ada Krüger', line1: 'Sonnenallee 1', city: 'Berlin', postcode: '12045', country: 'DE' }
  await crew.dispatcher.does(id, 'change_address', { address })
  const then = await crew.dispatcher.get(`/shipments/${id}?asOf=${encodeURIComponent(early)}`)
  expect(then.body).toMatchObject({ status: 'confirmed', exceptions: [], allowedCommands: [], asOf: early })
  expect(then.body).not.toMatchObject({ recipient: { line1: 'Sonnenallee 1' } })
  const now = await crew.dispatcher.get(`/shipments/${id}?asOf=${new Date().toISOString()}`)
  expect(now.body).toMatchObject({
    status: 'in_transit',
    recipient: { line1: 'Sonnenallee 1' },
    exceptions: [{ type: 'status_mismatch', state: 'open', actions: [] }],
  })
  expect((await crew.dispatcher.get(`/shipments/${id}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404)
  expect((await crew.dispatcher.get(`/shipments/${id}?asOf=yesterday`)).status).toBe(422)
})

test('a dispatcher gives a parcel to a partner, who then sees it, and takes it back by another way', async () => {
  const { id } = await crew.customer.book({ serviceLevel, payment: { method: 'account' } })
  expect((await partner.get(`/shipments/${id}`)).status).toBe(404)
  const unknown = { commandId: uuidv7(), type: 'outsource', payload: { partnerId: uuidv7() } }
  expect(await crew.dispatcher.give(id, unknown)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/payload/partnerId' }] },
  })
  await crew.dispatcher.does(id, 'outsource', { partnerId })
  expect((await partner.get(`/shipments/${id}`)).status).toBe(200)
  await says(id, { code: 'IN' })
  await crew.dispatcher.does(id, 'reroute', { partnerId: null, reason: 'their depot is closed' })
  expect((await partner.get(`/shipments/${id}`)).status).toBe(404)
})

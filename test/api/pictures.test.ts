import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import { photo } from './support/photo.ts'
import { problemOf } from './support/problem.ts'

let company: Company
let customer: Caller
let dispatcher: Caller
let courier: Caller

beforeAll(async () => {
  company = await startCompany()
  customer = await company.as('customer')
  dispatcher = await company.as('dispatcher')
  courier = await company.as('courier')
})
afterAll(() => company[Symbol.asyncDispose]())

async function rows(table: string): Promise<number> {
  const { rows: found } = await company.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
  return found[0]?.n ?? 0
}

test('a picture is redrawn without what was hidden in it', async () => {
  const bytes = await photo()
  expect(Buffer.from(bytes).includes('canary-camera')).toBe(true)
  const { status, body } = await courier.upload(bytes)
  expect(status).toBe(201)
  const { id } = z.looseObject({ id: z.string() }).parse(body)
  const answer = await courier.get(`/proofs/${id}`)
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  expect(answer.text).not.toContain('canary-camera')
  const { rows: stored } = await company.pool.query<{ bytes: Buffer }>('SELECT bytes FROM proof WHERE id = $1', [id])
  expect(stored[0]?.bytes.includes('canary-camera')).toBe(false)
})

const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
const jpegStart = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46])
test.each([
  ['a text', new TextEncoder().encode('hello'), 422],
  ['an SVG', svg, 422],
  ['a JPEG that ends too soon', jpegStart, 422],
  ['nothing', new Uint8Array(), 422],
  ['eleven megabytes', new Uint8Array(11 * 1024 * 1024), 413],
])('a picture that is %s is refused', async (_name, bytes, status) => {
  const before = await rows('proof')
  expect(problemOf(await courier.upload(new Uint8Array(bytes)))).toMatchObject({ status })
  expect(await rows('proof')).toBe(before)
})

test('an upload is refused for another shipment, an unknown kind, a body that is no form, a form without a file', async () => {
  const { id } = await customer.book()
  const picture = await photo()
  expect(problemOf(await courier.upload(picture, { kind: 'photo', shipmentId: id }))).toMatchObject({ status: 404 })
  expect(problemOf(await courier.upload(picture, { kind: 'x-ray' }))).toMatchObject({
    status: 422,
    pointers: ['/kind'],
  })
  expect(problemOf(await courier.call('POST', '/proofs', { json: {} }))).toMatchObject({ status: 415 })
  const empty = new FormData()
  empty.set('kind', 'photo')
  expect(problemOf(await courier.call('POST', '/proofs', { raw: empty }))).toMatchObject({
    status: 422,
    pointers: ['/file'],
  })
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }
  const cut = await courier.call('POST', '/proofs', {
    raw: '--x\r\nContent-Disposition: form-data; name="file"',
    headers,
  })
  expect([400, 422]).toContain(problemOf(cut).status)
})

test('a command cannot use the picture of somebody else', async () => {
  const other = await company.as('courier2')
  const { body } = await other.upload(await photo())
  const { id: photoId } = z.looseObject({ id: z.string() }).parse(body)
  const { id } = await customer.book()
  await dispatcher.does(id, 'assign', { courierIds: [company.users.courier] })
  await courier.does(id, 'accept')
  const answer = await courier.give(id, { type: 'pick_up', payload: { photoIds: [photoId] } })
  expect(problemOf(answer)).toMatchObject({ status: 422, pointers: ['/payload/photoIds/0'] })
  const scan = await courier.give(id, { type: 'pick_up', payload: { scans: ['WB-NOT-MINE'] } })
  expect(problemOf(scan)).toMatchObject({ status: 422, pointers: ['/payload/scans/0'] })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from './support/caller.ts'
import { type Company, startCompany } from './support/company.ts'
import {
  bookFor,
  header,
  importFile,
  importSchema,
  minutesAgo,
  rowsOf,
  sendFile,
  untilStill,
} from './support/imports.ts'
import { type Crew, crewOf, levelFor } from './support/road.ts'

let company: Company
let crew: Crew
let partner: Caller
let other: Caller
let wish: { serviceLevel: string }
beforeAll(async () => {
  company = await startCompany()
  crew = await crewOf(company)
  ;[partner, other] = [await company.as('partner'), await company.as('partner2')]
  wish = { serviceLevel: await levelFor(crew.admin, 'calm') }
})
afterAll(() => company[Symbol.asyncDispose]())

async function seqOf(id: string): Promise<number> {
  return (await crew.dispatcher.shipment(id)).seq
}

test('a dry run says of every row what applying would do, and changes nothing; applying does just that', async () => {
  const [a, b, c] = await bookFor(partner, 3, wish)
  if (!a || !b || !c) throw new Error('Nothing was booked.')
  const [foreign] = await bookFor(other, 1, wish)
  const before = await seqOf(a.id)
  const rows = [
    `${a.trackingNumber},picked_up,${minutesAgo(0)},Depot 4,,`,
    `${b.trackingNumber},picked_up,${minutesAgo(0)},Depot 4,,`,
    `${b.trackingNumber},picked_up,${minutesAgo(0)},Depot 5,,`,
    `${c.trackingNumber},LADEN,${minutesAgo(0)},,,`,
    `${c.trackingNumber},in_transit,soon,,,`,
    `WBNOSUCHPARCEL,in_transit,${minutesAgo(0)},,,`,
    `${foreign?.trackingNumber},in_transit,${minutesAgo(0)},,,`,
  ]
  const repeated = [...rows, rows[0] ?? '']
  const text = `${[header, ...repeated].join('\n')}\n`
  const staged = await importFile(partner, text, { query: '?dryRun=true' })
  expect(staged).toMatchObject({
    state: 'review',
    counts: { rows: 8, new: 3, unchanged: 1, unmapped: 1, ambiguous: 0, unknownParcel: 2, bad: 1, applied: 0 },
  })
  expect(await seqOf(a.id)).toBe(before)
  const said = await rowsOf(partner, staged.id)
  expect(said.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, 'new'],
    [3, 'new'],
    [4, 'new'],
    [5, 'unmapped'],
    [6, 'bad'],
    [7, 'unknown_parcel'],
    [8, 'unknown_parcel'],
    [9, 'unchanged'],
  ])
  expect(said[4]?.message).toBe('Column 3 (occurred_at) is no date and time that can be read.')
  // Another partner's parcel answers exactly like one that nobody knows.
  const alike = { line: 0, trackingNumber: '', said: null }
  expect({ ...said[6], ...alike }).toEqual({ ...said[5], ...alike })

  expect((await partner.call('POST', `/imports/${staged.id}/apply`)).status).toBe(200)
  const done = await untilStill(partner, staged.id)
  expect(done).toMatchObject({ state: 'done', counts: { applied: 3, inReview: 1 } })
  expect(await crew.dispatcher.shipment(a.id)).toMatchObject({ status: 'picked_up' })
  expect(await crew.dispatcher.shipment(b.id)).toMatchObject({ status: 'picked_up' })
  const mismatch = (await crew.dispatcher.shipment(c.id)).exceptions
  expect(mismatch).toMatchObject([{ type: 'status_mismatch', reason: 'unmapped' }])
  expect(await rowsOf(partner, staged.id, '?outcome=in_review')).toMatchObject([{ line: 5, reason: 'unmapped' }])
})

test('the same file again changes nothing, and no parcel hears of it', async () => {
  const parcels = await bookFor(partner, 3, wish)
  const lines = parcels.flatMap(({ trackingNumber }, n) => [
    `${trackingNumber},picked_up,${minutesAgo(0)},Depot ${n},,`,
    `${trackingNumber},in_transit,,Depot ${n},,`,
    `${trackingNumber},WHAT,${minutesAgo(0)},Depot ${n},,`,
  ])
  const text = [header, ...lines].join('\n')
  expect(await importFile(partner, text)).toMatchObject({ state: 'done', counts: { applied: 6, inReview: 3 } })
  const before = await Promise.all(parcels.map(({ id }) => seqOf(id)))
  const again = await importFile(partner, text, { name: 'another-name.csv' })
  expect(again).toMatchObject({ state: 'done', counts: { rows: 9, unchanged: 9, new: 0, applied: 0, inReview: 0 } })
  expect(await Promise.all(parcels.map(({ id }) => seqOf(id)))).toEqual(before)
  // By another way too.
  const [first] = parcels
  const [when] = [lines[0]?.split(',')[2]]
  const status = { trackingNumber: first?.trackingNumber, status: 'picked_up', occurredAt: when, place: 'Depot 0' }
  const reported = await partner.call('POST', '/partner/statuses', {
    json: status,
    headers: { 'idempotency-key': 'k1' },
  })
  expect(reported).toMatchObject({ status: 200, body: { items: [{ outcome: 'unchanged', reason: 'known' }] } })
})

test('rows of one parcel are told in the order of their time, whatever order the file has', async () => {
  const [parcel] = await bookFor(partner, 1, wish)
  if (!parcel) throw new Error('Nothing was booked.')
  const from = Date.now()
  const at = (ms: number) => new Date(from + ms).toISOString()
  const lines = [
    `${parcel.trackingNumber},out_for_delivery,${at(3)},C,,`,
    `${parcel.trackingNumber},picked_up,${at(1)},A,,`,
    `${parcel.trackingNumber},in_transit,${at(2)},B,,`,
  ]
  const done = await importFile(partner, [header, ...lines].join('\r\n'))
  expect(done).toMatchObject({ state: 'done', counts: { applied: 3, inReview: 0 } })
  expect(await crew.dispatcher.shipment(parcel.id)).toMatchObject({ status: 'out_for_delivery' })
  // Older than where it is, and no rise: never sent.
  const old = await importFile(partner, [header, `${parcel.trackingNumber},in_transit,${at(-60_000)},Z,,`].join('\n'))
  expect(old.counts).toMatchObject({ backward: 1, applied: 0 })
  // The same status without a time says nothing new; with its own it is a scan.
  const same = await importFile(partner, `${header}\n${parcel.trackingNumber},out_for_delivery,,Q,,\n`)
  expect(same.counts).toMatchObject({ unchanged: 1, applied: 0 })
})

test('delivered needs evidence: without it the row waits for somebody to look', async () => {
  const [one, two] = await bookFor(partner, 2, wish)
  const lines = [
    `${one?.trackingNumber},delivered,${minutesAgo(0)},yes`,
    `${two?.trackingNumber},delivered,${minutesAgo(0)},no`,
  ]
  const done = await importFile(partner, ['tracking_number,status,occurred_at,pod', ...lines].join('\n'))
  expect(done.counts).toMatchObject({ applied: 1, inReview: 1 })
  expect(await crew.dispatcher.shipment(one?.id ?? '')).toMatchObject({ status: 'delivered' })
  expect(await rowsOf(partner, done.id, '?outcome=in_review')).toMatchObject([{ line: 3, reason: 'no_evidence' }])
})

test('an import that is paused sends nothing more, goes on when resumed, and ends for good when cancelled', async () => {
  const parcels = await bookFor(partner, 2, wish)
  const text = [
    header,
    ...parcels.map(({ trackingNumber }) => `${trackingNumber},picked_up,${minutesAgo(0)},X,,`),
  ].join('\n')
  const staged = await importFile(partner, text, { query: '?dryRun=true' })
  const post = (move: string) => partner.call('POST', `/imports/${staged.id}/${move}`)
  expect((await post('pause')).status).toBe(409)
  expect((await post('resume')).status).toBe(409)
  await company.pool.query(`UPDATE import SET state = 'paused' WHERE id = $1`, [staged.id])
  expect((await post('apply')).status).toBe(409)
  expect((await post('resume')).status).toBe(200)
  expect(await untilStill(partner, staged.id)).toMatchObject({ state: 'done', counts: { applied: 2 } })
  expect((await post('cancel')).status).toBe(409)
  const next = await importFile(partner, `${text}\n`, { query: '?dryRun=true' })
  expect(await partner.call('POST', `/imports/${next.id}/cancel`)).toMatchObject({ body: { state: 'cancelled' } })
  expect((await partner.call('POST', `/imports/${next.id}/apply`)).status).toBe(409)
})

test('a pause in the middle stops within a moment, and resuming tells every parcel once', async () => {
  await using slow = await startCompany({ perSecond: 10 })
  const [admin, by] = [await slow.as('admin'), await slow.as('partner')]
  const parcels = await bookFor(by, 40, { serviceLevel: await levelFor(admin, 'calm') })
  const lines = parcels.map(({ trackingNumber }) => `${trackingNumber},picked_up,${minutesAgo(0)},X,,`)
  const { id } = importSchema.parse((await sendFile(by, [header, ...lines].join('\n'))).body)
  const applied = async () => importSchema.parse((await by.get(`/imports/${id}`)).body).counts.applied ?? 0
  await expect.poll(applied, { timeout: 20_000 }).toBeGreaterThan(3)
  const paused = await by.call('POST', `/imports/${id}/pause`)
  expect(paused).toMatchObject({ status: 200, body: { state: 'paused', progress: { total: 40, perSecond: 0 } } })
  const moved = async () => {
    const { rows } = await slow.pool.query(`SELECT id FROM shipment WHERE status = 'picked_up'`)
    return rows.length
  }
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  const before = await moved()
  expect(before).toBeLessThan(40)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(await moved()).toBe(before)
  expect(await by.call('POST', `/imports/${id}/resume`)).toMatchObject({ status: 200, body: { state: 'applying' } })
  expect(await untilStill(by, id)).toMatchObject({ state: 'done', counts: { applied: 40, inReview: 0 } })
  const { rows } = await slow.pool.query<{ n: number; once: number }>(
    `SELECT count(*)::int AS n, count(DISTINCT command_id)::int AS once FROM shipment_event
     WHERE type = 'partner_event_applied'`,
  )
  expect(rows).toEqual([{ n: 40, once: 40 }])
})

test('one partner’s imports are nobody else’s, and staff sees all without changing any', async () => {
  const [parcel] = await bookFor(partner, 1, wish)
  const mine = await importFile(partner, `${header}\n${parcel?.trackingNumber},picked_up,,,,\n`, {
    query: '?dryRun=true',
  })
  for (const path of ['', '/rows', '/rows.csv']) {
    expect((await other.get(`/imports/${mine.id}${path}`)).status).toBe(404)
    expect((await crew.dispatcher.get(`/imports/${mine.id}${path}`)).status).toBe(200)
    expect((await crew.customer.get(`/imports/${mine.id}${path}`)).status).toBe(403)
  }
  expect((await other.call('POST', `/imports/${mine.id}/apply`)).status).toBe(404)
  expect((await crew.dispatcher.call('POST', `/imports/${mine.id}/apply`)).status).toBe(403)
  const { rows } = await company.pool.query<{ id: string; name: string }>('SELECT id, name FROM partner ORDER BY name')
  const [first] = rows
  expect((await sendFile(other, `${header}\n`, { query: `?partnerId=${first?.id}` })).status).toBe(403)
  expect((await sendFile(crew.admin, `${header}\n`)).status).toBe(422)
  const forPartner = await sendFile(crew.admin, `${header}\n`, { query: `?partnerId=${first?.id}` })
  expect(forPartner).toMatchObject({ status: 201, body: { partner: first } })
})

test('the export neutralises what a spreadsheet would run, and keeps every row', async () => {
  const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'].map((cell) => `${cell},picked_up,,"=HYPERLINK(""x"")",,`)
  const staged = await importFile(partner, [header, ...evil].join('\n'), { query: '?dryRun=true' })
  const { text, headers } = await partner.get(`/imports/${staged.id}/rows.csv?outcome=unknown_parcel`)
  expect(headers.get('content-type')).toMatch(/^text\/csv/)
  const lines = text.trim().split('\n')
  expect(lines).toHaveLength(6)
  for (const line of lines.slice(1)) {
    for (const cell of line.split(',')) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t]/)
  }
})

import { expect, test } from 'vitest'
import { z } from 'zod'
import { startCompany } from './support/company.ts'

test('lists go page by page without a gap or a double, whoever asks', async () => {
  await using company = await startCompany()
  const other = await company.as('stranger')
  const ids: string[] = []
  for (let n = 0; n < 7; n++) ids.push((await other.book({ reference: `page ${n}` })).id)
  const pageSchema = z.looseObject({
    items: z.array(z.looseObject({ id: z.string() })),
    nextCursor: z.string().nullable(),
  })
  for (const [sort, wanted] of [
    ['newest', ids.toReversed()],
    ['oldest', ids],
  ] as const) {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await other.get(`/shipments?limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      const page = pageSchema.parse(answer.body)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toEqual(wanted)
  }
  const byDeadline = pageSchema.parse((await other.get('/shipments?limit=4&sort=nextDeadline')).body)
  const rest = pageSchema.parse(
    (await other.get(`/shipments?limit=4&sort=nextDeadline&cursor=${byDeadline.nextCursor}`)).body,
  )
  expect([...byDeadline.items, ...rest.items].map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect((await other.get('/shipments?q=page%203')).body).toMatchObject({ items: [{ id: ids[3] }] })
  expect((await other.get('/shipments?status=confirmed,assigned&limit=200')).body).toMatchObject({
    items: { length: 7 },
  })
  expect((await other.get('/shipments?overdue=true')).body).toMatchObject({ items: [] })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { findHoursDocuments, isCalendarWord, upsertCalendar } from '#db/calendars.ts'
import { openPool } from '#db/pool.ts'
import { createDatabase } from '#test/support/database.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let pool: Awaited<ReturnType<typeof openPool>>

beforeAll(async () => {
  database = await createDatabase()
  const options = { name: 'test', maxConnections: 2, statementTimeoutMs: 5_000, onError: () => undefined }
  pool = await openPool({ databaseUrl: database.url, ...options })
})
afterAll(async () => {
  await pool.end()
  await database[Symbol.asyncDispose]()
})

test('each clock has its own calendar by default, none where it is always open, and one where a level names one', async () => {
  expect(await findHoursDocuments(pool, 'always')).toEqual({ ops: null, office: null })
  expect(await findHoursDocuments(pool, 'default')).toMatchObject({
    ops: { name: 'Operations', hours: { sun: [['07:00', '22:00']] } },
    office: { name: 'Office', holidays: expect.arrayContaining([{ date: '2027-03-26', name: 'Karfreitag' }]) },
  })
  const document = { name: 'Night', zone: 'Europe/Paris', hours: { mon: [['00:00', '06:00']] }, holidays: [] }
  await upsertCalendar(pool, { code: 'night', document })
  expect(await findHoursDocuments(pool, 'night')).toEqual({ ops: document, office: document })
  await expect(findHoursDocuments(pool, 'nowhere')).rejects.toThrow('There is no calendar nowhere')
})

test('a level may name the two words and the calendars that there are', async () => {
  const words = ['always', 'default', 'ops', 'office', 'moon', '']
  const known = await Promise.all(words.map(async (word) => [word, await isCalendarWord(pool, word)]))
  expect(Object.fromEntries(known)).toEqual({
    always: true,
    default: true,
    ops: true,
    office: true,
    moon: false,
    '': false,
  })
})

import { expect, test } from 'vitest'
import { readDay } from '#stack/demo/day.ts'
import { generateDay } from '#stack/demo/generate.ts'
import { playDay } from '#stack/demo/play.ts'
import { countTotals, expectedOf } from '#stack/demo/totals.ts'
import { openHouse } from '#stack/house.ts'
import { testEnvironment } from '../support/environment.ts'

test('the day of Berlin is what its generator makes', () => {
  expect(readDay()).toEqual(generateDay())
})

test('sixty bookings of the day come to exactly what their rows say, and the money agrees', async () => {
  const house = await openHouse(testEnvironment(), 'waybill-test-day-')
  try {
    const rows = readDay().slice(0, 60)
    await playDay(house, rows, () => undefined)
    const totals = await countTotals(house.pool)
    expect(totals).toMatchObject(expectedOf(rows))
    expect(totals.capturedMinor).toBeLessThanOrEqual(totals.heldMinor)
    const { rows: sums } = await house.pool.query<{ n: number }>(
      `SELECT coalesce(sum(-amount_minor), 0)::int AS n FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
       WHERE t.state = 'posted' AND account IN ('revenue_shipping', 'tax_payable')`,
    )
    expect(sums[0]?.n).toBe(totals.capturedMinor + totals.invoicedMinor)
    const { rows: pending } = await house.pool.query(`SELECT 1 FROM ledger_transaction WHERE state = 'pending'`)
    expect(pending).toEqual([])
  } finally {
    await house.close()
  }
})

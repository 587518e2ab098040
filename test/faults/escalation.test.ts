import { expect, test } from 'vitest'
import { raiseStorm } from '#bench/support/storm.ts'
import { openHouse } from '#stack/house.ts'
import { testEnvironment } from '../support/environment.ts'

test('two hundred shipments fall due at once while worker, server and Temporal are killed: none lost, none doubled', async () => {
  const house = await openHouse(testEnvironment(), 'waybill-test-storm-')
  try {
    const storm = await raiseStorm(house, { shipments: 200, msPerBooking: 150, withKills: true, say: () => undefined })
    expect(storm).toMatchObject({ raised: 200, lost: 0, doubled: 0, listed: 200, kills: 3 })
  } finally {
    await house.close()
  }
})

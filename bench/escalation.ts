import { parseArgs } from 'node:util'
import { openHouse } from '#stack/house.ts'
import { percentile } from './support/measure.ts'
import { cpuText } from './support/process.ts'
import { queuePageMs, raiseStorm } from './support/storm.ts'

/** P2: N shipments overdue at the same moment, with kill -9 of worker, server and Temporal in the middle. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      shipments: { type: 'string', default: '2000' },
      'ms-per-booking': { type: 'string', default: '30' },
      calm: { type: 'boolean', default: false },
    },
  })
  const shipments = Number(values.shipments)
  if (!Number.isInteger(shipments) || shipments < 1) throw new Error('--shipments is a whole number above zero.')
  const house = await openHouse(process.env, 'waybill-storm-')
  try {
    const say = (line: string) => console.log(`... ${line}`)
    const msPerBooking = Number(values['ms-per-booking'])
    const storm = await raiseStorm(house, { shipments, msPerBooking, withKills: !values.calm, say })
    const pageMs = await queuePageMs(await house.as('dispatcher'))
    const p95 = storm.commandMs.length === 0 ? Number.NaN : percentile(storm.commandMs, 0.95)
    console.log(`
raised      ${storm.raised} of ${storm.shipments} (${storm.kills} kills)
lost        ${storm.lost}
doubled     ${storm.doubled}
listed      ${storm.listed} through the list API
seconds     ${storm.seconds.toFixed(1)} from the common deadline to the last exception
per second  ${storm.perSecond.toFixed(1)} (aim 100)
commands    p50 ${percentile(storm.commandMs, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms of ${storm.commandMs.length} sent meanwhile (aim p95 < 1000), ${storm.commandFailures} failed while something was dead
queue page  p95 ${pageMs.toFixed(1)} ms at ${storm.raised} open (aim 100)
booked      ${storm.bookedPerSecond.toFixed(1)} a second before${values.calm ? `\ncpu         ms each: ${cpuText(storm.cpuEach)}` : ''}`)
    process.exitCode = storm.lost === 0 && storm.doubled === 0 && storm.listed === storm.shipments ? 0 : 1
  } finally {
    await house.close()
  }
}

await main()

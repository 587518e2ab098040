import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Client } from '#stack/client.ts'
import { type House, openHouse } from '#stack/house.ts'
import { residentMb } from './support/process.ts'
import { seedHistories } from './support/seed.ts'

const level = { name: 'Tried', calendar: 'default' }
/** Other lengths, another ladder and one type with a ladder of its own. */
const draft = {
  ...level,
  slas: { unassigned: 'PT10M', stale: 'PT1H', eta_delay: 'PT1H' },
  ladder: [0, 0.5, 1, 2],
  ladders: {
    not_accepted: [0, 2, 4, 8].map((after) => ({ after, who: ['dispatcher'], channels: ['app'] })),
  },
}

const figures = z.object({ exceptions: z.number(), alerts: z.number(), peopleHours: z.number() })
const jobSchema = z.object({
  id: z.string(),
  state: z.string(),
  done: z.number(),
  outcome: z.object({ shipments: z.number(), seconds: z.number(), now: figures, draft: figures }).optional(),
})

/** A what-if over N shipments of the last thirty days, asked for through the API and run by a worker. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { shipments: { type: 'string', default: '20000' } } })
  const shipments = Number(values.shipments)
  if (!Number.isInteger(shipments) || shipments < 1) throw new Error('--shipments is a whole number above zero.')
  const house = await openHouse(process.env, 'waybill-what-if-')
  try {
    const admin = await house.as('admin')
    await admin.send('PUT', '/service-levels/tried', level)
    const events = await seedHistories(house.pool, { levelCode: 'tried', shipments, days: 30 })
    console.log(`... ${shipments} shipments with ${events} events, ${(events / shipments).toFixed(1)} each`)
    const load = loadavg()[0] ?? 0
    // The first one also warms the compiler and the cache; a person's first what-if is that one.
    for (const round of ['first', 'second', 'third']) report(round, await runOnce(house, admin), events)
    console.log(`load of the machine before: ${load.toFixed(1)}`)
  } finally {
    await house.close()
  }
}

type Run = {
  wallMs: number
  job: z.output<typeof jobSchema>
  memoryMb: { before: number; most: number; after: number }
}

async function runOnce(house: House, admin: Client): Promise<Run> {
  const pid = house.pidOf('worker')
  const before = residentMb(pid)
  let most = before
  const startedAtMs = performance.now()
  const asked = await admin.send('POST', '/policies/what-if', { code: 'tried', days: 30, draft })
  const { id } = jobSchema.parse(asked.body)
  for (;;) {
    await sleep(100)
    most = Math.max(most, residentMb(pid))
    const job = jobSchema.parse(await admin.get(`/jobs/${id}?limit=0`))
    if (job.state === 'running') continue
    return { wallMs: performance.now() - startedAtMs, job, memoryMb: { before, most, after: residentMb(pid) } }
  }
}

function report(round: string, { wallMs, job, memoryMb }: Run, events: number): void {
  const { outcome } = job
  if (!outcome) throw new Error(`The job is ${job.state} after ${job.done} shipments.`)
  const { shipments, seconds, now, draft: after } = outcome
  console.log(`
${round.padEnd(11)} ${shipments} shipments in ${seconds.toFixed(1)} s, ${(wallMs / 1_000).toFixed(1)} s from the press (aim 10 for 20,000)
rows        ${Math.round(events / seconds)} events a second, ${Math.round(shipments / seconds)} shipments a second
memory      worker ${memoryMb.before} MB before, ${memoryMb.most} MB at most, ${memoryMb.after} MB after
alerts      ${now.alerts} now, ${after.alerts} under the draft; ${now.peopleHours} and ${after.peopleHours} hours of people`)
}

await main()

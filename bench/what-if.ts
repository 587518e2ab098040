import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Client } from '#stack/client.ts'
import { type House, openHouse } from '#stack/house.ts'
import { type CpuShares, cpuPerPiece, residentMb } from './support/process.ts'
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
type Job = z.output<typeof jobSchema>

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
    // The first one also warms the compiler and the cache; what a person waits for is more like it than like the third.
    for (const round of ['first', 'second', 'third']) {
      const load = (loadavg()[0] ?? 0).toFixed(1)
      report(`${round}, at a load of ${load}`, await runOnce(house, admin), events)
    }
  } finally {
    await house.close()
  }
}

type Run = { wallMs: number; job: Job; cpuMs: CpuShares; memoryMb: { before: number; most: number; after: number } }

async function runOnce(house: House, admin: Client): Promise<Run> {
  const pids = { worker: house.pidOf('worker'), postgres: house.pidOf('postgres') }
  const memoryMb = { before: residentMb(pids.worker), most: 0, after: 0 }
  const startedAtMs = performance.now()
  const ended: Job[] = []
  const cpuMs = await cpuPerPiece(pids, 1, async () => {
    const asked = await admin.send('POST', '/policies/what-if', { code: 'tried', days: 30, draft })
    const { id } = jobSchema.parse(asked.body)
    while (ended.length === 0) {
      await sleep(100)
      memoryMb.most = Math.max(memoryMb.most, residentMb(pids.worker))
      const job = jobSchema.parse(await admin.get(`/jobs/${id}?limit=0`))
      if (job.state !== 'running') ended.push(job)
    }
  })
  const wallMs = performance.now() - startedAtMs
  memoryMb.after = residentMb(pids.worker)
  const [job] = ended
  if (!job) throw new Error('The job has not ended.')
  return { wallMs, job, cpuMs, memoryMb }
}

function report(round: string, { wallMs, job, cpuMs, memoryMb }: Run, events: number): void {
  const { outcome } = job
  if (!outcome) throw new Error(`The job is ${job.state} after ${job.done} shipments.`)
  const { shipments, seconds, now, draft: after } = outcome
  const cpu = Object.entries(cpuMs).map(([name, ms]) => `${name} ${(ms / 1_000).toFixed(1)} s`)
  console.log(`
${round}
shipments   ${shipments} in ${seconds.toFixed(1)} s, ${(wallMs / 1_000).toFixed(1)} s from the press (aim 10 for 20,000)
rows        ${Math.round(events / seconds)} events a second, ${Math.round(shipments / seconds)} shipments a second
CPU         ${cpu.join(', ')}
memory      worker ${memoryMb.before} MB before, ${memoryMb.most} MB at most, ${memoryMb.after} MB after
alerts      ${now.alerts} now, ${after.alerts} under the draft; ${now.peopleHours} and ${after.peopleHours} people-hours`)
}

await main()

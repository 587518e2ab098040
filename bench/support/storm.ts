import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import type { Client } from '#stack/client.ts'
import type { House } from '#stack/house.ts'
import { booking, calmLevel } from './crew.ts'
import { percentile, timed } from './measure.ts'
import { type CpuShares, cpuMs } from './process.ts'
import { bookMany } from './storm-booking.ts'

/** Three processes that die once each while the storm is on. */
const victims = ['worker', 'server', 'temporal'] as const

export type Storm = {
  shipments: number
  raised: number
  lost: number
  doubled: number
  /** What the list API shows of them, page by page. */
  listed: number
  /** From the common deadline to the last exception in PostgreSQL. */
  seconds: number
  perSecond: number
  /** People's own commands while it lasted. */
  commandMs: readonly number[]
  commandFailures: number
  kills: number
  bookedPerSecond: number
  /** CPU milliseconds of each process for one escalation; only in a run without kills. */
  cpuEach: CpuShares
}

export type StormOptions = {
  shipments: number
  /** How long booking may take, in milliseconds for each: the deadline lies behind it. */
  msPerBooking: number
  withKills: boolean
  say: (line: string) => void
}

/** Books shipments that are all overdue at one instant, kills what runs in the middle, and counts what came of it. */
export async function raiseStorm(house: House, options: StormOptions): Promise<Storm> {
  const { shipments, say } = options
  const admin = await house.as('admin')
  await admin.send('PUT', '/service-levels/bench', calmLevel)
  const customer = await house.as('customer')
  const dueAtMs = Date.now() + 20_000 + shipments * options.msPerBooking
  const people = await seatPeople(house, customer)
  const startedMs = performance.now()
  const ids = await bookMany(house, { shipments, dueAtMs, say })
  const bookedPerSecond = (shipments * 1_000) / (performance.now() - startedMs)
  if (Date.now() >= dueAtMs) throw new Error('Booking took longer than planned: allow more milliseconds for each.')
  say(`${shipments} shipments wait for the same instant; ${Math.round((dueAtMs - Date.now()) / 1_000)} s to go`)
  await sleep(Math.max(0, dueAtMs - Date.now()))
  const stop = people.start()
  const kills = options.withKills ? killInTheMiddle(house, { shipments, say }) : Promise.resolve(0)
  const cpu = startCpu(house)
  const lastAtMs = await untilStill(house, { shipments, say })
  const cpuEach = cpu(shipments)
  const { commandMs, commandFailures } = await stop()
  const killed = await kills
  const counts = await countAll(house, ids)
  const seconds = (lastAtMs - dueAtMs) / 1_000
  const listed = await countListed(await patiently(() => house.as('dispatcher')), new Set(ids))
  return {
    shipments,
    ...counts,
    listed,
    seconds,
    perSecond: shipments / seconds,
    commandMs,
    commandFailures,
    kills: killed,
    bookedPerSecond,
    cpuEach,
  }
}

type Watching = { shipments: number; say: (line: string) => void }

const parcelsOfPeople = 20

/** A dispatcher who goes on working: one command after the other, now on this shipment, now on that, none in a hurry. */
async function seatPeople(house: House, customer: Client) {
  const dispatcher = await house.as('dispatcher')
  const booked = Array.from({ length: parcelsOfPeople }, () => customer.book(booking))
  const ids = (await Promise.all(booked)).map(({ id }) => id)
  const commandMs: number[] = []
  let commandFailures = 0
  let isOver = false
  const work = async () => {
    for (let turn = 0; !isOver; turn++) {
      const payload = { text: 'Ring twice.', audience: 'staff' }
      const body = { commandId: uuidv7(), type: 'add_note', payload }
      const path = `/shipments/${ids[turn % ids.length]}/commands`
      try {
        commandMs.push(await timed(() => dispatcher.send('POST', path, body)))
      } catch {
        // While a process is being killed a command may fail; it is counted, not hidden.
        commandFailures++
      }
      await sleep(100)
    }
  }
  return {
    start: () => {
      const working = work()
      return async () => {
        isOver = true
        await working
        return { commandMs, commandFailures }
      }
    },
  }
}

async function killInTheMiddle(house: House, { shipments, say }: Watching): Promise<number> {
  for (const [index, name] of victims.entries()) {
    const share = 0.2 + 0.2 * index
    while ((await countRaised(house)) < shipments * share) await sleep(100)
    process.kill(house.pidOf(name), 'SIGKILL')
    say(`kill -9 ${name} at ${Math.round(share * 100)} %`)
  }
  return victims.length
}

async function countRaised({ pool }: House): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM exception WHERE type = 'unassigned' AND state <> 'resolved'`,
  )
  return rows[0]?.n ?? 0
}

const stillForMs = 90_000

/** Waits until every exception is there, or nothing has come for a minute and a half; when the last one came. */
async function untilStill(house: House, { shipments, say }: Watching): Promise<number> {
  let [known, lastAtMs, saidMs] = [0, Date.now(), 0]
  for (;;) {
    const raised = await countRaised(house)
    if (raised > known) [known, lastAtMs] = [raised, Date.now()]
    if (known >= shipments || Date.now() - lastAtMs > stillForMs) return lastAtMs
    if (Date.now() - saidMs > 10_000) {
      say(`${known} raised`)
      saidMs = Date.now()
    }
    await sleep(250)
  }
}

/** Raised, lost and doubled, from the events and from the queue's own table. */
async function countAll({ pool }: House, ids: readonly string[]) {
  const { rows } = await pool.query<{ raised: number; lost: number; doubled: number }>(
    `SELECT (count(*) FILTER (WHERE e.n = 1 AND x.n = 1))::int AS raised,
       (count(*) FILTER (WHERE coalesce(e.n, 0) = 0 OR coalesce(x.n, 0) = 0))::int AS lost,
       (count(*) FILTER (WHERE e.n > 1 OR x.n > 1))::int AS doubled
     FROM unnest($1::uuid[]) AS i (id)
     LEFT JOIN (SELECT shipment_id, count(*) AS n FROM shipment_event WHERE type = 'exception_raised' GROUP BY 1) e
       ON e.shipment_id = i.id
     LEFT JOIN (SELECT shipment_id, count(*) AS n FROM exception WHERE type = 'unassigned' GROUP BY 1) x
       ON x.shipment_id = i.id`,
    [ids],
  )
  return rows[0] ?? { raised: 0, lost: ids.length, doubled: 0 }
}

/** A server that was killed a moment ago is on its way back. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const giveUpAtMs = Date.now() + 60_000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (Date.now() > giveUpAtMs) throw error
      await sleep(500)
    }
  }
}

/** What the storm costs each process; one that was killed meanwhile counts from its new birth. */
function startCpu(house: House): (pieces: number) => CpuShares {
  const names = [...victims, 'postgres'] as const
  const read = () => names.map((name) => cpuMs(house.pidOf(name), name === 'postgres'))
  const before = read()
  return (pieces) => {
    const after = read()
    return Object.fromEntries(names.map((name, index) => [name, ((after[index] ?? 0) - (before[index] ?? 0)) / pieces]))
  }
}

type QueuePage = { items: { shipmentId: string }[]; nextCursor: string | null }

async function countListed(dispatcher: Client, ids: ReadonlySet<string>): Promise<number> {
  const seen = new Set<string>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`
    // Our own API: its answers are checked by its tests.
    const path = `/exceptions?type=unassigned&limit=200${after}`
    const page = (await patiently(() => dispatcher.get(path))) as QueuePage
    for (const { shipmentId } of page.items) if (ids.has(shipmentId)) seen.add(shipmentId)
    cursor = page.nextCursor
  }
  return seen.size
}

/** How long the first page of the queue takes the server at this size, p95 of many asks through HTTP. */
export async function queuePageMs(dispatcher: Client): Promise<number> {
  const asks: number[] = []
  for (let n = 0; n < 60; n++) {
    const ms = await timed(() => dispatcher.get('/exceptions?state=open,acknowledged&limit=50'))
    if (n >= 10) asks.push(ms)
  }
  return percentile(asks, 0.95)
}

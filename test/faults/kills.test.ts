import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { fold } from '#domain/apply.ts'
import { freshShipment } from '#domain/shipment.ts'
import { freePort } from '#stack/ports.ts'
import { startTemporal } from '#stack/temporal.ts'
import { findTemporal } from '#stack/temporal-binary.ts'
import { createFolder } from '../support/folder.ts'
import { happySteps } from '../support/walk.ts'
import { startWorkerProcess } from '../support/worker-process.ts'
import { level, startWorld, until, type World } from '../support/world.ts'

const shipments = 50

/** Sends a command under one id until it is taken, as every client of ours does. */
async function insist(act: () => Promise<unknown>): Promise<void> {
  const giveUpAtMs = Date.now() + 150_000
  for (;;) {
    try {
      await act()
      return
    } catch (error) {
      if (Date.now() > giveUpAtMs) throw error
      await sleep(250)
    }
  }
}

async function walkInsisting(world: World, id: string): Promise<string[]> {
  const ids: string[] = []
  for (const step of happySteps) {
    const commandId = uuidv7()
    ids.push(commandId)
    await insist(async () =>
      world.client.connection.withDeadline(Date.now() + 6_000, () => world.send(id, { ...step, commandId })),
    )
  }
  return ids
}

/** Every event exactly once, in one unbroken row, and one truth in three places. */
async function checkAll(world: World, given: Map<string, string[]>): Promise<void> {
  for (const [id, commandIds] of given) {
    const events = await world.events(id)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    for (const commandId of commandIds) {
      const types = events.filter((event) => event.commandId === commandId).map((event) => event.type)
      expect(new Set(types).size).toBe(types.length)
      expect(types.length).toBeGreaterThan(0)
    }
    const row = await world.row(id)
    expect(row).toMatchObject({ status: 'closed', outcome: 'delivered' })
    expect(fold(freshShipment(id), events)).toEqual(row)
  }
}

async function walkAll(world: World): Promise<Map<string, string[]>> {
  const booked: string[] = []
  for (let n = 0; n < shipments; n++) await insist(async () => void booked.push((await world.book()).id))
  const walked = await Promise.all(booked.map(async (id) => [id, await walkInsisting(world, id)] as const))
  await Promise.all(
    booked.map((id) =>
      until(
        () => world.row(id),
        (row) => row?.status === 'closed',
        60_000,
      ),
    ),
  )
  return new Map(walked)
}

test('fifty shipments survive a worker that is killed again and again: every event once, one truth', async () => {
  using folder = createFolder()
  await using world = await startWorld({ hasWorkers: false })
  const place = {
    databaseUrl: world.database.url,
    temporalAddress: world.space.address,
    namespace: world.space.namespace,
    stripeUrl: world.stripeUrl,
    folder: folder.path,
  }
  await using worker = startWorkerProcess(place)
  const walked = walkAll(world)
  let isDone = false
  const nemesis = (async () => {
    for (let kills = 0; kills < 4 && !isDone; kills++) {
      await sleep(4_500)
      worker.kill()
    }
  })()
  const given = await walked.finally(() => {
    isDone = true
  })
  await nemesis
  expect(worker.deaths()).toBeGreaterThanOrEqual(2)
  await checkAll(world, given)
})

test('fifty shipments survive a Temporal server that is killed: timers fire, every event once', async () => {
  using folder = createFolder()
  const { running, address } = await startTemporal({
    program: (await findTemporal()).path,
    store: `${folder.path}/temporal.db`,
    logFile: `${folder.path}/temporal.log`,
    pidFile: `${folder.path}/temporal.pid`,
    port: await freePort(),
    uiPort: await freePort(),
    namespace: 'default',
  })
  try {
    await using world = await startWorld({ address })
    const late = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.book({ level: level({ allowances: { assign: 'PT6S' }, slas: { unassigned: 'PT1H' } }) }),
      ),
    )
    const walked = walkAll(world)
    for (let kills = 0; kills < 2; kills++) {
      await sleep(3_000)
      process.kill(Number(readFileSync(`${folder.path}/temporal.pid`, 'utf8')), 'SIGKILL')
    }
    await checkAll(world, await walked)
    expect(running.ends.count).toBe(2)
    for (const { id } of late) {
      const row = await until(
        () => world.row(id),
        (state) => (state?.exceptions.length ?? 0) > 0,
        60_000,
      )
      expect(row?.exceptions).toMatchObject([{ type: 'unassigned', signals: 1 }])
    }
  } finally {
    await running.stop()
  }
})

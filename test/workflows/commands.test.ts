import { WorkflowUpdateFailedError } from '@temporalio/client'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { freePort } from '#stack/ports.ts'
import { startTemporal } from '#stack/temporal.ts'
import { findTemporal } from '#stack/temporal-binary.ts'
import { createFolder } from '../support/folder.ts'
import { keepHistory } from '../support/histories.ts'
import { walk } from '../support/walk.ts'
import { courier, dispatcher, sender, startWorld, until } from '../support/world.ts'

const note = { noteId: 'n1', audience: 'staff' } as const

test('the same command sent twenty times at once is one event with one answer', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  const given = { type: 'add_note', actor: dispatcher, payload: note, commandId: uuidv7() } as const
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => world.send(id, given)))
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
  const events = await world.events(id)
  expect(events.filter((event) => event.commandId === given.commandId)).toHaveLength(1)
})

test('a command and its repeat as a report are one', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  const given = { type: 'add_note', actor: dispatcher, payload: note, commandId: uuidv7() } as const
  await world.signal(id, given)
  await world.send(id, given)
  await world.signal(id, given)
  await world.send(id, { type: 'add_note', actor: sender, payload: note })
  expect((await world.events(id)).filter((event) => event.type === 'noted')).toHaveLength(2)
})

test('a refused command leaves nothing in the history and names its code', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  const before = (await world.history(id)).events?.length
  const refused = await world
    .send(id, { type: 'verify_delivery', actor: sender, payload: { noteId: null } })
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(WorkflowUpdateFailedError)
  expect(refused).toMatchObject({ cause: { type: 'not_now' } })
  await expect(
    world.send(id, { type: 'add_note', actor: sender, payload: note, expectedSeq: 1 }),
  ).rejects.toMatchObject({ cause: { type: 'stale_view' } })
  expect((await world.history(id)).events?.length).toBe(before)
})

test('a report that does not fit is kept on the timeline', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  await world.signal(id, {
    type: 'deliver',
    actor: courier,
    payload: {
      proof: {
        photoId: null,
        signatureId: null,
        pin: null,
        scans: null,
        distanceMeters: null,
        isStopKnown: false,
        idSeen: false,
      },
      receivedById: null,
      codCollectedMinor: null,
      short: 0,
    },
  })
  const events = await until(
    () => world.events(id),
    (all) => all.some((event) => event.type === 'report_refused'),
  )
  expect(events.at(-1)).toMatchObject({ data: { command: 'deliver', code: 'forbidden' } })
  await keepHistory(world, id, 'report-refused')
})

test('of twenty couriers who accept at once exactly one wins', async () => {
  await using world = await startWorld()
  const { id } = await world.book()
  const couriers = Array.from({ length: 10 }, () => uuidv7())
  await world.send(id, { type: 'assign', actor: dispatcher, payload: { courierIds: couriers, minutes: null } })
  const answers = await Promise.allSettled(
    [...couriers, ...couriers].map((courierId) =>
      world.send(id, { type: 'accept', actor: { kind: 'C', id: courierId }, payload: {} }),
    ),
  )
  expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
  expect((await world.events(id)).filter((event) => event.type === 'offer_accepted')).toHaveLength(1)
})

test('a long life goes on in another run: nothing is lost, nothing taken twice, and old commands are still known', async () => {
  using folder = createFolder()
  const { running, address } = await startTemporal({
    program: (await findTemporal()).path,
    store: `${folder.path}/temporal.db`,
    logFile: `${folder.path}/temporal.log`,
    pidFile: `${folder.path}/temporal.pid`,
    port: await freePort(),
    uiPort: await freePort(),
    namespace: 'default',
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 60 },
  })
  try {
    await using world = await startWorld({ address })
    const { id } = await world.book()
    const first = await world.client.workflow.getHandle(`shipment-${id}`).describe()
    const ids = Array.from({ length: 30 }, () => uuidv7())
    for (const commandId of ids) await world.send(id, { type: 'add_note', actor: dispatcher, payload: note, commandId })
    await until(
      () => world.client.workflow.getHandle(`shipment-${id}`).describe(),
      (run) => run.runId !== first.runId,
    )
    await walk(world, id, 3)
    const repeated = ids.slice(-20)
    for (const commandId of repeated)
      await world.send(id, { type: 'add_note', actor: dispatcher, payload: note, commandId })
    const events = await world.events(id)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    expect(events.filter((event) => event.type === 'noted')).toHaveLength(ids.length)
    expect(await world.ask(id)).toEqual(await world.row(id))
    await keepHistory(world, id, 'continued-as-new')
  } finally {
    await running.stop()
  }
})

import { NativeConnection } from '@temporalio/worker'
import { pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { expect, inject, test } from 'vitest'
import { createEffectActivities } from '#activities/effects.ts'
import { createOutboxActivities } from '#activities/outbox.ts'
import { createPaymentActivities } from '#activities/payments.ts'
import { createProjectionActivities } from '#activities/projection.ts'
import { startMailbox } from '#stack/doubles/mailbox/server.ts'
import { openDesk } from '#test/activities/support/alert-desk.ts'
import { dispatcher, level, startWorld, until } from '#test/support/world.ts'
import { createWorkers } from '#worker/workers.ts'
import { deliveryWorkflowId, deliveryWorkflowType, queues } from '#workflows/messages.ts'

test('an exception that nobody solves is told in the app, and mailed when its first owner has run out of time', async () => {
  await using world = await startWorld({ hasWorkers: false })
  const { url: databaseUrl } = world.database
  const mailbox = await startMailbox({ databaseUrl, port: 0, log: pino({ level: 'silent' }) })
  await using desk = await openDesk({ databaseUrl, smtpUrl: mailbox.url })
  const [userId, email] = [uuidv7(), 'on.duty@waybill.example']
  await desk.query(`INSERT INTO app_user (id, email, name, roles) VALUES ($1, $2, 'On duty', '{dispatcher}')`, [
    userId,
    email,
  ])
  await desk.wish(userId)
  const stopping = new AbortController()
  const native = await NativeConnection.connect({ address: world.space.address })
  const workers = await createWorkers({
    connection: native,
    namespace: world.space.namespace,
    bundlePath: inject('workflowBundlePath'),
    projection: createProjectionActivities(world.pool, 0),
    io: {
      ...createEffectActivities(createPaymentActivities({ stripe: world.stripe, publicUrl: 'http://waybill.example' })),
      ...createOutboxActivities({
        ...desk.dependencies,
        alerts: desk.dependencies,
        reports: desk.dependencies,
        trackUrl: () => 'http://waybill.example/track',
        startWhatWasLost: async () => undefined,
        relayWebhooks: async () => false,
        tellPartners: async () => undefined,
        pauseMs: 50,
        stopping: stopping.signal,
      }),
    },
  })
  const running = Promise.all(workers.map((worker) => worker.run()))
  await world.client.workflow.start(deliveryWorkflowType, {
    workflowId: deliveryWorkflowId,
    taskQueue: queues.shipment,
    args: [],
  })
  try {
    const { id } = await world.book({ level: level({ slas: { suspected_lost: 'PT1S' } }) })
    const payload = { type: 'suspected_lost', reason: 'not_found', noteId: null } as const
    await world.send(id, { type: 'raise', payload, actor: dispatcher })
    const told = async () => await desk.query('SELECT level, kind, user_id, reader FROM alert ORDER BY id')
    await until(told, (alerts) => alerts.length >= 2)
    expect((await told()).slice(0, 2)).toEqual([
      { level: 1, kind: 'raised', user_id: userId, reader: 'dispatcher' },
      { level: 2, kind: 'escalated', user_id: userId, reader: 'dispatcher' },
    ])
    const mails = async () =>
      await desk.query('SELECT recipients, subject, copies FROM mailbox.message WHERE $1 = ANY (recipients)', [email])
    await until(mails, (all) => all.length > 0)
    expect((await mails())[0]).toEqual({
      recipients: [email],
      subject: `Level 2: Suspected lost, WB${id.slice(-12)}`,
      copies: 1,
    })
  } finally {
    stopping.abort()
    for (const worker of workers) worker.shutdown()
    await running
    await native.close()
    await mailbox.close()
  }
})

import { expect, test } from 'vitest'
import { startWebhookDesk } from '../activities/support/webhook-desk.ts'
import { createFolder } from '../support/folder.ts'
import { createNamespace } from '../support/namespace.ts'
import { startReceiver } from '../support/receiver.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

const shipments = 40
const events = 5

test('a worker that is killed while it sends loses nothing: everything arrives, of each shipment in order', async () => {
  await using desk = await startWebhookDesk()
  await using space = await createNamespace()
  await using receiver = await startReceiver()
  using folder = createFolder()
  const partnerId = await desk.partner()
  await desk.endpoint(partnerId, receiver.url)
  const ids = await Promise.all(Array.from({ length: shipments }, desk.shipment))
  for (const id of ids) {
    for (let seq = 4; seq < 4 + events; seq++) await desk.event(id, { partnerId, seq })
  }
  const place = {
    databaseUrl: desk.databaseUrl,
    temporalAddress: space.address,
    namespace: space.namespace,
    stripeUrl: 'http://127.0.0.1:1',
    folder: folder.path,
    env: { WAYBILL_SECRET: desk.secret, ALERT_WEBHOOK_PRIVATE: '1' },
  }
  {
    await using worker = startWorkerProcess(place)
    let isKilled = false
    receiver.door.answer = () => {
      if (receiver.got.length >= 75 && !isKilled) {
        isKilled = true
        worker.kill()
      }
      return 204
    }
    const sent = async () =>
      (await desk.query("SELECT count(*)::int AS sent FROM webhook_message WHERE state = 'sent'"))[0].sent
    await expect.poll(sent, { timeout: 200_000, interval: 500 }).toBe(shipments * events)
    expect(worker.deaths()).toBe(1)
  }
  const firsts = new Map(receiver.got.map((got) => [got.id, got]))
  expect(firsts.size).toBe(shipments * events)
  // What was under way when it died is sent once more, under the same id.
  expect(receiver.got.length - firsts.size).toBeLessThanOrEqual(10)
  for (const id of ids) {
    const seqs = receiver.got.filter(({ data }) => data.shipmentId === id).map(({ data }) => Number(data.seq))
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  }
})

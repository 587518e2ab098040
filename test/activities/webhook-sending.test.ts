import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { seal } from '#db/sealed.ts'
import { disableEndpoint, enableEndpoint, rotateSecret } from '#db/webhook-endpoints.ts'
import { hurryMessages, replayMessages } from '#db/webhook-messages.ts'
import { claimMessages } from '#db/webhook-sending.ts'
import { overlapMs } from '#domain/webhooks.ts'
import { startReceiver } from '../support/receiver.ts'
import { signingSecret, startWebhookDesk } from './support/webhook-desk.ts'

const seqs = (got: readonly { data: Record<string, unknown> }[]) => got.map(({ data }) => data.seq)

test('a message is signed as Standard Webhooks asks, and names nobody', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver()
  const partnerId = await desk.partner()
  const shipmentId = await desk.shipment()
  await desk.endpoint(partnerId, receiver.url)
  await desk.event(shipmentId, { partnerId, seq: 4 })
  await desk.work()
  const [got] = receiver.got
  expect(got?.id).toMatch(/^msg_[0-9a-f-]{36}$/)
  expect(new Webhook(signingSecret).verify(got?.body ?? '', got?.headers ?? {})).toMatchObject({
    type: 'shipment.scanned',
    data: { shipmentId, trackingNumber: `WB${shipmentId.slice(-12)}`, reference: 'Order 7', seq: 4 },
  })
  expect(() => new Webhook(signingSecret).verify(`${got?.body} `, got?.headers ?? {})).toThrow()
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
  expect(() => new Webhook(other).verify(got?.body ?? '', got?.headers ?? {})).toThrow()
})

test('during the overlap both secrets sign, after it the new one alone', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver()
  const partnerId = await desk.partner()
  const shipmentId = await desk.shipment()
  const id = await desk.endpoint(partnerId, receiver.url)
  const next = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
  await rotateSecret(desk.pool, { id, sealedSecret: seal(desk.secret, next), overlapMs })
  await desk.event(shipmentId, { partnerId, seq: 4 })
  await desk.work()
  await desk.query('UPDATE webhook_endpoint SET old_secret_until = now()')
  await desk.event(shipmentId, { partnerId, seq: 5 })
  await desk.work()
  const [during, after] = receiver.got
  const isGood = (secret: string, got: typeof during) => {
    try {
      return Boolean(new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {}))
    } catch {
      return false
    }
  }
  expect([isGood(signingSecret, during), isGood(next, during)]).toEqual([true, true])
  expect([isGood(signingSecret, after), isGood(next, after)]).toEqual([false, true])
})

test('an endpoint whose secret cannot be read any more fails with words that say what to do', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver()
  const partnerId = await desk.partner()
  await desk.endpoint(partnerId, receiver.url)
  await desk.query('UPDATE webhook_endpoint SET secret = $1', [seal('the secret of another installation', 'x')])
  await desk.event(await desk.shipment(), { partnerId, seq: 4 })
  await desk.work()
  expect(await desk.messages()).toMatchObject([{ failure: 'its secret cannot be read any more: make a new one' }])
  expect(receiver.got).toEqual([])
})

test('a shipment waits for its earlier message, while others go on', async () => {
  await using desk = await startWebhookDesk()
  const partnerId = await desk.partner()
  const [slow, quick] = [await desk.shipment(), await desk.shipment()]
  await using receiver = await startReceiver(({ data }) => (data.shipmentId === slow ? 500 : 200))
  await desk.endpoint(partnerId, receiver.url)
  for (const seq of [4, 5, 6]) {
    await desk.event(slow, { partnerId, seq })
    await desk.event(quick, { partnerId, seq })
  }
  await desk.work()
  const of = (shipmentId: string) => seqs(receiver.got.filter(({ data }) => data.shipmentId === shipmentId))
  expect(of(quick)).toEqual([4, 5, 6])
  expect(of(slow)).toEqual([4])
  await desk.event(slow, { partnerId, seq: 7 })
  receiver.door.answer = () => 204
  await desk.work()
  expect(of(slow)).toEqual([4])
  await desk.pass(1)
  await desk.work()
  expect(of(slow)).toEqual([4, 4, 5, 6, 7])
  const ids = receiver.got.filter(({ data }) => data.shipmentId === slow).map(({ id }) => id)
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(4)
})

test('a receiver that was down gets everything once it is back, in order, and delays nobody else', async () => {
  await using desk = await startWebhookDesk()
  const [dead, alive] = [await desk.partner(), await desk.partner()]
  await using down = await startReceiver(() => 503)
  await using up = await startReceiver()
  await desk.endpoint(dead, down.url)
  await desk.endpoint(alive, up.url)
  const shipments = await Promise.all(Array.from({ length: 5 }, desk.shipment))
  for (const seq of [4, 5, 6, 7]) {
    for (const shipmentId of shipments) {
      await desk.event(shipmentId, { partnerId: dead, seq })
      await desk.event(shipmentId, { partnerId: alive, seq, notice: 'N7' })
    }
    await desk.work()
    expect(up.got).toHaveLength(shipments.length * (seq - 3))
    await desk.pass(60)
    await desk.work()
  }
  await desk.pass(70 * 60)
  down.got.length = 0
  down.door.answer = () => 200
  await desk.work()
  expect(down.got).toHaveLength(20)
  for (const shipmentId of shipments) {
    expect(seqs(down.got.filter(({ data }) => data.shipmentId === shipmentId))).toEqual([4, 5, 6, 7])
  }
  expect(new Set(down.got.map(({ id }) => id)).size).toBe(20)
})

test('who is back after an hour gets at once what was put off for longer', async () => {
  await using desk = await startWebhookDesk()
  const partnerId = await desk.partner()
  await using receiver = await startReceiver(() => 500)
  await desk.endpoint(partnerId, receiver.url)
  const [old, fresh] = [await desk.shipment(), await desk.shipment()]
  await desk.event(old, { partnerId, seq: 4 })
  for (const minutes of [1, 2, 6, 16, 31]) {
    await desk.work()
    await desk.pass(minutes)
  }
  await desk.work()
  receiver.got.length = 0
  receiver.door.answer = () => 200
  await desk.event(fresh, { partnerId, seq: 4 })
  await desk.work()
  expect(receiver.got.map(({ data }) => data.shipmentId)).toEqual([fresh, old])
})

test('a receiver that fails three times in ten gets everything in the end, of each shipment in order', async () => {
  await using desk = await startWebhookDesk()
  const partnerId = await desk.partner()
  let asked = 0
  await using receiver = await startReceiver(() => (asked++ % 10 < 3 ? 500 : 200))
  await desk.endpoint(partnerId, receiver.url)
  const shipments = await Promise.all(Array.from({ length: 30 }, desk.shipment))
  for (const shipmentId of shipments) {
    for (let seq = 4; seq < 14; seq++) await desk.event(shipmentId, { partnerId, seq })
  }
  for (let round = 0; round < 40; round++) {
    await desk.work()
    await desk.pass(10)
  }
  const [{ sent }] = await desk.query("SELECT count(*)::int AS sent FROM webhook_message WHERE state = 'sent'")
  expect(sent).toBe(300)
  for (const shipmentId of shipments) {
    const got = seqs(receiver.got.filter(({ data }) => data.shipmentId === shipmentId))
    expect(got).toEqual(got.toSorted((a, b) => Number(a) - Number(b)))
  }
})

test('a sender that dies halfway loses nothing: the next one goes on', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver()
  const partnerId = await desk.partner()
  const id = await desk.endpoint(partnerId, receiver.url)
  const shipments = await Promise.all(Array.from({ length: 12 }, desk.shipment))
  for (const shipmentId of shipments) {
    for (const seq of [4, 5]) await desk.event(shipmentId, { partnerId, seq })
  }
  await desk.fanOut()
  // Claimed, and never heard of again.
  expect(await claimMessages(desk.pool, { endpointId: id, limit: 10 })).toHaveLength(10)
  await desk.work()
  expect(receiver.got).toHaveLength(4)
  await desk.pass(2)
  await desk.work()
  expect(receiver.got).toHaveLength(24)
  expect(new Set(receiver.got.map(({ id: messageId }) => messageId)).size).toBe(24)
  for (const shipmentId of shipments) {
    expect(seqs(receiver.got.filter(({ data }) => data.shipmentId === shipmentId))).toEqual([4, 5])
  }
})

test('an endpoint that answers 410 is switched off at once, and hears no more', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver(() => 410)
  const partnerId = await desk.partner()
  const shipmentId = await desk.shipment()
  await desk.endpoint(partnerId, receiver.url)
  await desk.event(shipmentId, { partnerId, seq: 4 })
  await desk.work()
  await desk.event(shipmentId, { partnerId, seq: 5 })
  await desk.pass(10)
  await desk.work()
  expect(await desk.query('SELECT state, disabled_reason FROM webhook_endpoint')).toEqual([
    { state: 'disabled', disabled_reason: 'gone' },
  ])
  expect(receiver.got).toHaveLength(1)
  expect(await desk.messages()).toHaveLength(1)
  expect(await desk.query("SELECT actor_name, after FROM audit WHERE action = 'webhook_endpoint.disabled'")).toEqual([
    { actor_name: 'Waybill', after: { state: 'disabled', reason: 'gone' } },
  ])
})

test('after three days without a success an endpoint is off, and not a minute before; on again it misses nothing', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver(() => 302)
  const partnerId = await desk.partner()
  const shipmentId = await desk.shipment()
  const id = await desk.endpoint(partnerId, receiver.url)
  await desk.event(shipmentId, { partnerId, seq: 4 })
  await desk.work()
  await desk.pass(3 * 24 * 60 - 1)
  await desk.work()
  expect(await desk.query('SELECT state FROM webhook_endpoint')).toEqual([{ state: 'enabled' }])
  await desk.pass(2)
  await desk.work()
  expect(await desk.query('SELECT disabled_reason FROM webhook_endpoint')).toEqual([{ disabled_reason: 'failing' }])
  await desk.event(shipmentId, { partnerId, seq: 5 })
  receiver.got.length = 0
  receiver.door.answer = () => 200
  await desk.pass(20 * 60)
  await desk.work()
  expect(receiver.got).toEqual([])
  await enableEndpoint(desk.pool, id)
  await hurryMessages(desk.pool, id)
  await desk.work()
  expect(seqs(receiver.got)).toEqual([4, 5])
})

test('a message that is never taken is given up after about three days, and the next one of its shipment goes', async () => {
  await using desk = await startWebhookDesk()
  const partnerId = await desk.partner()
  const [bad, good] = [await desk.shipment(), await desk.shipment()]
  await using receiver = await startReceiver(({ data }) => (data.shipmentId === bad && data.seq === 4 ? 500 : 200))
  await desk.endpoint(partnerId, receiver.url)
  await desk.event(bad, { partnerId, seq: 4 })
  await desk.event(bad, { partnerId, seq: 5 })
  for (let day = 0; day < 15; day++) {
    await desk.event(good, { partnerId, seq: 4 + day })
    await desk.work()
    await desk.pass(13 * 60)
  }
  await desk.work()
  const [first, second] = await desk.query(
    'SELECT state, attempts FROM webhook_message WHERE shipment_id = $1 ORDER BY id',
    [bad],
  )
  expect(first).toEqual({ state: 'failed', attempts: 15 })
  expect(second).toMatchObject({ state: 'sent' })
})

test('a replay delivers again what came after a message, under the ids it had', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver()
  const partnerId = await desk.partner()
  const shipmentId = await desk.shipment()
  const id = await desk.endpoint(partnerId, receiver.url)
  for (const seq of [4, 5, 6]) await desk.event(shipmentId, { partnerId, seq })
  await desk.work()
  const first = receiver.got.splice(0)
  const [oldest] = await desk.messages()
  expect(await replayMessages(desk.pool, { endpointId: id, afterId: Number(oldest.id), sinceMs: null })).toBe(2)
  await desk.work()
  expect(receiver.got.map(({ id: messageId }) => messageId)).toEqual(
    first.slice(1).map(({ id: messageId }) => messageId),
  )
  expect(await replayMessages(desk.pool, { endpointId: id, afterId: null, sinceMs: Date.now() + 60_000 })).toBe(0)
})

test('an endpoint gets the kinds it asked for; one that somebody switched off, and other partners, get nothing', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver()
  const [partnerId, other] = [await desk.partner(), await desk.partner()]
  const shipmentId = await desk.shipment()
  await desk.endpoint(partnerId, `${receiver.url}/some`, ['shipment.delivered'])
  const off = await desk.endpoint(partnerId, `${receiver.url}/off`)
  await disableEndpoint(desk.pool, off, 'by_person')
  await desk.endpoint(other, `${receiver.url}/other`)
  await desk.event(shipmentId, { partnerId, seq: 4 })
  await desk.event(shipmentId, { partnerId, seq: 5, kind: 'shipment.delivered', notice: 'N11' })
  await desk.work()
  expect(seqs(receiver.got)).toEqual([5])
  expect(await desk.query('SELECT count(*)::int AS open FROM outbox WHERE sent_at IS NULL')).toEqual([{ open: 0 }])
})

test('an endpoint that fails again and again rests between attempts', async () => {
  await using desk = await startWebhookDesk()
  await using receiver = await startReceiver(() => 500)
  const partnerId = await desk.partner()
  await desk.endpoint(partnerId, receiver.url)
  for (let n = 0; n < 40; n++) await desk.event(await desk.shipment(), { partnerId, seq: 4 })
  await desk.work()
  expect(receiver.got).toHaveLength(20)
  await desk.pass(4)
  await desk.work()
  expect(receiver.got).toHaveLength(20)
  await desk.pass(2)
  await desk.work()
  expect(receiver.got).toHaveLength(21)
})

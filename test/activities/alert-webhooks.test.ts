import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createWebhookPoster } from '#activities/webhook.ts'
import { isPublicAddress } from '#db/public-address.ts'
import { startDesk } from './support/alert-desk.ts'

/** Somebody's own system on this machine, which keeps what it gets. */
async function startReceiver(answer: { status: number } = { status: 204 }) {
  const got: { body: string; id: string | undefined; path: string | undefined }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ body, id: String(request.headers['webhook-id']), path: request.url })
      if (answer.status > 0) response.writeHead(answer.status, { location: '/elsewhere' }).end('x'.repeat(100_000))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    got,
    answer,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

test('all that waits reaches a webhook as one call, which a repeat after a lost answer makes again', async () => {
  await using desk = await startDesk()
  await using receiver = await startReceiver({ status: 503 })
  await desk.person(['dispatcher'], { email: false, webhook: true, webhookUrl: receiver.url })
  const { trackingNumber } = await desk.breach({ level: 2, zone: 'berlin', channels: ['app', 'email', 'webhook'] })
  for (let n = 0; n < 6; n++) await desk.breach({ level: 2, channels: ['webhook'], type: 'stale', reason: 'no_scan' })
  await desk.work()
  expect(await desk.query('SELECT DISTINCT state, failure FROM alert_delivery')).toEqual([
    { state: 'waiting', failure: 'answered 503' },
  ])
  receiver.answer.status = 204
  await desk.query('UPDATE alert_delivery SET not_before = now()')
  await desk.work()
  const [first, second] = receiver.got
  expect(receiver.got).toHaveLength(2)
  expect(second).toEqual(first)
  expect(first?.path).toBe('/hook')
  const body = JSON.parse(first?.body ?? '')
  expect(first?.id).toBe(`alert-${body.id}`)
  expect(body).toMatchObject({
    count: 7,
    worstLevel: 2,
    groups: [
      { type: 'stale', zone: null, count: 6, levels: { 2: 6 } },
      { type: 'unassigned', zone: 'berlin', count: 1, levels: { 2: 1 } },
    ],
  })
  expect(body.alerts).toHaveLength(7)
  expect(body.alerts[0]).toMatchObject({ trackingNumber, level: 2, kind: 'raised', reason: 'no_courier' })
})

test('a webhook into our own network is refused at once, and said so', async () => {
  await using desk = await startDesk({ allowsPrivate: false })
  await using receiver = await startReceiver()
  await desk.person(['supervisor'], { webhookUrl: receiver.url })
  await desk.person(['supervisor'], { webhookUrl: receiver.url.replace('127.0.0.1', 'localhost') })
  await desk.breach({ level: 3 })
  await desk.work()
  expect(await desk.query(`SELECT state, failure, attempts FROM alert_delivery WHERE channel = 'webhook'`)).toEqual([
    { state: 'failed', failure: 'private address', attempts: 1 },
    { state: 'failed', failure: 'private address', attempts: 1 },
  ])
  expect(receiver.got).toEqual([])
})

test('addresses of our own network are refused however they are written', async () => {
  const post = createWebhookPoster({ allowsPrivate: false })
  const hosts = [
    ...[
      '127.0.0.1:1',
      '2130706433:1',
      '0x7f.1:1',
      '0.0.0.0:1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
    ],
    ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '[::1]:1', '[::]:1', '[fe80::1]', '[fd00::1]', '[ff02::1]'],
    ...['[::ffff:127.0.0.1]:1', '[::ffff:7f00:1]:1', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[::127.0.0.1]'],
    ...['localhost:1'],
  ]
  for (const host of hosts) {
    const outcome = await post({ url: `http://${host}/`, messageId: 'm', body: '{}' })
    expect(outcome, host).toEqual({ kind: 'refused', reason: 'private address' })
  }
  for (const url of ['file:///etc/passwd', 'ftp://example.org/', 'nonsense', '']) {
    expect(await post({ url, messageId: 'm', body: '{}' }), url).toEqual({
      kind: 'refused',
      reason: 'not a web address',
    })
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1']) {
    expect(isPublicAddress(address), address).toBe(true)
  }
  expect(isPublicAddress('not an address')).toBe(false)
})

test('a receiver that redirects or never answers has not got the alert', async () => {
  const post = createWebhookPoster({ allowsPrivate: true })
  await using receiver = await startReceiver({ status: 302 })
  const call = { url: receiver.url, messageId: 'm', body: '{}' }
  expect(await post(call)).toEqual({ kind: 'failed', reason: 'answered 302', status: 302 })
  expect(receiver.got).toHaveLength(1)
  receiver.answer.status = 0
  const startedAtMs = Date.now()
  expect(await post(call)).toEqual({ kind: 'failed', reason: 'no answer in 5 s', status: null })
  expect(Date.now() - startedAtMs).toBeLessThan(6_000)
  expect(await post({ ...call, url: 'http://127.0.0.1:1/' })).toMatchObject({
    reason: 'cannot be reached',
    status: null,
  })
})

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** One message as a partner's system gets it. */
export type Got = { id: string; body: string; headers: Record<string, string>; data: Record<string, unknown> }

/** A partner's own system on this machine; the test says how it answers each message, 0 is never. */
export async function startReceiver(answer: (got: Got) => number = () => 204) {
  const got: Got[] = []
  const door = { answer }
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const message = { id: headers['webhook-id'] ?? '', body, headers, data: JSON.parse(body).data }
      const status = door.answer(message)
      got.push(message)
      if (status > 0) response.writeHead(status, { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    got,
    door,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { z } from 'zod'

const portNames = ['postgres', 'temporal', 'temporalUi', 'stripe', 'smtp'] as const
export type Ports = Record<(typeof portNames)[number], number>
const kept = z.partialRecord(z.enum(portNames), z.number().int())

/**
 * The ports of this data folder: those of the last start where they are still free, others chosen and kept.
 * `serverPort` is nobody else's, although nothing listens there yet.
 */
export async function choosePorts(file: string, serverPort: number): Promise<Ports> {
  const last = existsSync(file) ? (kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? {}) : {}
  const ports: Ports = { postgres: 0, temporal: 0, temporalUi: 0, stripe: 0, smtp: 0 }
  for (const name of portNames) {
    const taken = [serverPort, ...Object.values(ports)]
    const wanted = last[name] ?? 0
    const isOurs = wanted !== 0 && !taken.includes(wanted) && (await isFree(wanted))
    ports[name] = isOurs ? wanted : await freePortBut(taken)
  }
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`)
  return ports
}

async function freePortBut(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (!taken.includes(port)) return port
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  await new Promise((done) => server.close(done))
  return address.port
}

/** Whether this process could listen there now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer()
  return await new Promise((done) => {
    server.once('error', () => done(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)))
  })
}

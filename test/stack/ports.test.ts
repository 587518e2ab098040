import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { choosePorts, freePort, isFree } from '#stack/ports.ts'
import { createFolder } from '#test/support/folder.ts'

async function listen(port: number): Promise<AsyncDisposable> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { [Symbol.asyncDispose]: async () => void (await new Promise((done) => server.close(done))) }
}

test('the ports of a data folder are distinct and stay the same from start to start', async () => {
  using folder = createFolder()
  const file = join(folder.path, 'ports.json')
  const first = await choosePorts(file, 8080)
  expect(new Set(Object.values(first)).size).toBe(5)
  expect(await choosePorts(file, 8080)).toEqual(first)
})

test('a kept port that somebody else took is replaced, the others are kept', async () => {
  using folder = createFolder()
  const file = join(folder.path, 'ports.json')
  const first = await choosePorts(file, 8080)
  await using _ = await listen(first.temporal)
  const second = await choosePorts(file, 8080)
  expect(second).toEqual({ ...first, temporal: second.temporal })
  expect(second.temporal).not.toBe(first.temporal)
})

test('a file of ports that does not fit is as good as none', async () => {
  using folder = createFolder()
  const file = join(folder.path, 'ports.json')
  writeFileSync(file, '{"postgres":"5432"}')
  expect(Object.values(await choosePorts(file, 8080)).every((port) => port > 1_023)).toBe(true)
})

test('a port is free until somebody listens on it', async () => {
  const port = await freePort()
  expect(await isFree(port)).toBe(true)
  await using _ = await listen(port)
  expect(await isFree(port)).toBe(false)
})

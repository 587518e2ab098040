import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentOf } from '#stack/environment.ts'
import { root } from '#stack/folders.ts'
import { freePort } from '#stack/ports.ts'
import { createFolder } from '#test/support/folder.ts'

function start(args: string[], env: Record<string, string>) {
  const options = { cwd: root, env: environmentOf(env), encoding: 'utf8' } as const
  return spawnSync(process.execPath, ['stack/start.ts', ...args], options)
}

test('a taken port is named, with what to do, before anything is started', async () => {
  using folder = createFolder()
  const port = await freePort()
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { status, stdout } = start([], { PORT: String(port), WAYBILL_DIR: folder.path })
  server.close()
  expect(status).toBe(1)
  expect(stdout).toContain(`Port ${port} is taken`)
  expect(stdout).toContain(`PORT=${port + 1} npm start`)
  expect(existsSync(join(folder.path, 'postgres'))).toBe(false)
})

test('an option that nobody knows ends the start with code 2', () => {
  using folder = createFolder()
  const { status, stdout } = start(['--emtpy'], { WAYBILL_DIR: folder.path })
  expect(status).toBe(2)
  expect(stdout).toContain('Usage: npm start [-- --empty]')
})

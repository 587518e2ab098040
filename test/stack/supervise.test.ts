import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownPid } from '#stack/pids.ts'
import { StartFailure } from '#stack/report.ts'
import { type ProcessSpec, supervise, untilReady } from '#stack/supervise.ts'
import { createFolder } from '#test/support/folder.ts'

const steady = "console.log('up'); setInterval(() => {}, 1000)"

function specIn(folder: string, script: string): ProcessSpec {
  return {
    name: 'sample',
    command: process.execPath,
    args: ['-e', script, '--', `${folder}/`],
    env: {},
    logFile: join(folder, 'sample.log'),
    pidFile: join(folder, 'sample.pid'),
    stopSignal: 'SIGTERM',
    graceMs: 2_000,
  }
}

function timesStarted({ logFile }: ProcessSpec): number {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').split('up\n').length - 1 : 0
}

test('a process that is killed is started again, and a stop ends it for good', async () => {
  using folder = createFolder()
  const spec = specIn(folder.path, steady)
  const running = await supervise(spec)
  await expect.poll(() => timesStarted(spec), { timeout: 10_000 }).toBe(1)
  process.kill(ownPid(spec.pidFile, folder.path) ?? 0, 'SIGKILL')
  await expect.poll(() => timesStarted(spec), { timeout: 10_000 }).toBe(2)
  expect(running.ends).toEqual({ count: 1, lastCode: null })
  const pid = ownPid(spec.pidFile, folder.path)
  await running.stop()
  expect(pid).not.toBeNull()
  expect(existsSync(spec.pidFile)).toBe(false)
  expect(timesStarted(spec)).toBe(2)
})

test('a process that refuses its configuration is not tried for a minute: the end of its log is shown', async () => {
  using folder = createFolder()
  const spec = specIn(folder.path, "console.error('PORT: is missing'); process.exit(2)")
  const running = await supervise(spec)
  const failure = await untilReady(running, async () => false).catch((error: unknown) => error)
  await running.stop()
  expect(failure).toBeInstanceOf(StartFailure)
  expect(String(failure)).toContain('PORT: is missing')
})

test('a program that cannot be started says why in its log', async () => {
  using folder = createFolder()
  const spec = { ...specIn(folder.path, ''), command: join(folder.path, 'nothing-there') }
  const running = await supervise(spec)
  await expect.poll(() => running.ends.count, { timeout: 10_000 }).toBeGreaterThan(0)
  await running.stop()
  expect(readFileSync(spec.logFile, 'utf8')).toContain('ENOENT')
})

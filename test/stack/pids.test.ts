import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownPid, stopOrphan, stopPid } from '#stack/pids.ts'
import { createFolder } from '#test/support/folder.ts'

const mark = '--waybill-test-mark/'

type Child = AsyncDisposable & { pid: number; child: ChildProcess }

/** A process with our mark in its command line; it says one line when it has begun. */
async function startChild(script: string): Promise<Child> {
  const child = spawn(process.execPath, ['-e', `${script}; console.log('up'); setInterval(() => {}, 1000)`, '--', mark])
  await once(child.stdout, 'data')
  if (child.pid === undefined) throw new Error('no process id')
  const dispose = async () => void child.kill('SIGKILL')
  return { pid: child.pid, child, [Symbol.asyncDispose]: dispose }
}

test('a pid file speaks of a living process with our mark only', async () => {
  using folder = createFolder()
  const file = join(folder.path, 'a.pid')
  expect(ownPid(file, mark)).toBeNull()
  await using started = await startChild('')
  writeFileSync(file, `${started.pid}\n`)
  expect(ownPid(file, mark)).toBe(started.pid)
  expect(ownPid(file, 'another mark')).toBeNull()
  writeFileSync(file, 'nonsense')
  expect(ownPid(file, mark)).toBeNull()
})

test('an orphan is asked to stop and its pid file goes', async () => {
  using folder = createFolder()
  const file = join(folder.path, 'a.pid')
  await using started = await startChild('')
  writeFileSync(file, `${started.pid}\n`)
  expect(await stopOrphan(file, mark, { signal: 'SIGTERM', graceMs: 5_000 })).toBe(true)
  expect(existsSync(file)).toBe(false)
  expect(await stopOrphan(file, mark, { signal: 'SIGTERM', graceMs: 5_000 })).toBe(false)
})

test('a stranger who has got the number of an old process is left alone', async () => {
  using folder = createFolder()
  const file = join(folder.path, 'a.pid')
  await using started = await startChild('')
  writeFileSync(file, `${started.pid}\n`)
  expect(await stopOrphan(file, 'another mark', { signal: 'SIGTERM', graceMs: 5_000 })).toBe(false)
  expect(ownPid(file, mark)).toBeNull()
  expect(started.child.exitCode ?? started.child.signalCode).toBeNull()
})

test('a process that does not heed the signal is killed after its grace', async () => {
  await using started = await startChild("process.on('SIGTERM', () => {})")
  expect(await stopPid(started.pid, { signal: 'SIGTERM', graceMs: 200 })).toBe(true)
  await expect.poll(() => started.child.signalCode).toBe('SIGKILL')
})

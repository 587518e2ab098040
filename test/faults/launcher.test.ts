import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownPid } from '#stack/pids.ts'
import { createFolder } from '#test/support/folder.ts'
import { startLauncher } from '#test/support/launcher.ts'

const wait = { timeout: 60_000, interval: 200 }

test('kill -9 of any child, then of the launcher itself: everything comes back, and a stop leaves nothing', async () => {
  using folder = createFolder()
  const pidOf = (name: string) => ownPid(join(folder.path, 'run', `${name}.pid`), `${folder.path}/`)
  const names = ['server', 'worker', 'doubles', 'temporal', 'postgres']
  {
    await using launcher = await startLauncher(folder.path)
    await launcher.says('Waybill is ready')
    expect(launcher.output()).toMatch(/first admin .*\/welcome\?token=/)
    for (const name of names) {
      const before = pidOf(name)
      expect({ name, before }).toEqual({ name, before: expect.any(Number) })
      process.kill(Number(before), 'SIGKILL')
      await expect.poll(() => ![null, before].includes(pidOf(name)), wait).toBe(true)
    }
    for (const part of ['database', 'temporal', 'worker'] as const) {
      await expect.poll(() => launcher.ready(part), wait).toBe(true)
    }
    await launcher.kill('SIGKILL')
    expect(pidOf('server')).not.toBeNull()
  }
  await using second = await startLauncher(folder.path)
  await second.says('Waybill is ready')
  expect(second.output()).toContain('stopped server, left over from a start that was killed')
  expect(await second.kill('SIGTERM')).toBe(0)
  const stopped = [...second.output().matchAll(/ok {2}(\w+) stopped$/gm)].map(([, name]) => name)
  expect(stopped).toEqual(['server', 'worker', 'doubles', 'Temporal', 'PostgreSQL'])
  expect(names.map(pidOf)).toEqual(names.map(() => null))
})

import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { root } from '#stack/folders.ts'
import { repairLock } from '#stack/lock.ts'
import { createFolder } from '#test/support/folder.ts'

const run = promisify(execFile)
const lockSchema = z.object({ packages: z.record(z.string(), z.looseObject({})) })
const committed = readFileSync(join(root, 'package-lock.json'), 'utf8')

function repaired(packages: object): unknown {
  return lockSchema.parse(JSON.parse(repairLock(JSON.stringify({ lockfileVersion: 3, packages })))).packages
}

test('a program of another platform that npm dropped comes back as a stub', () => {
  const tool = { version: '1.0.0', optionalDependencies: { '@tool/cli-linux-arm64-musl': '1.0.0' } }
  expect(repaired({ 'node_modules/tool': tool })).toMatchObject({
    'node_modules/@tool/cli-linux-arm64-musl': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
    },
  })
})

test('what is there already, at whatever depth, gets no stub, and a range cannot have one', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0', optionalDependencies: { b: '1.0.0', c: '^2.0.0' } },
    'node_modules/a/node_modules/b': { version: '1.0.0' },
  }
  expect(repaired(packages)).toEqual(packages)
})

test('addresses are taken out', () => {
  const found = { version: '1.0.0', resolved: 'https://packages.example/a.tgz', integrity: 'sha512-x' }
  expect(repaired({ 'node_modules/a': found })).toEqual({
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' },
  })
})

test('the committed lock needs no repair and names no address', () => {
  expect(repairLock(committed)).toBe(committed)
  expect(committed).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/)
})

test('npm ci accepts the committed lock', async () => {
  using folder = createFolder()
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(join(root, name), join(folder.path, name))
  const { stdout } = await run('npm', ['ci', '--dry-run', '--ignore-scripts', '--offline'], { cwd: folder.path })
  expect(stdout).toMatch(/added \d+ packages/)
})

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLaunchSettings } from '#config'
import { StartFailure } from '#stack/report.ts'
import { findRunning, recordRunning } from '#stack/running.ts'
import { createFolder } from '#test/support/folder.ts'

const system = {
  publicUrl: 'http://localhost:9000',
  databaseUrl: 'postgres://postgres:secret@127.0.0.1:5432/waybill',
  temporalAddress: '127.0.0.1:7233',
  namespace: 'default',
  stripeApiBase: 'http://127.0.0.1:4242',
}

test('tools find the system that was last started from a data folder', () => {
  using folder = createFolder()
  recordRunning(folder.path, system)
  expect(findRunning(readLaunchSettings({ WAYBILL_DIR: folder.path }))).toEqual(system)
  expect(statSync(join(folder.path, 'running.json')).mode & 0o777).toBe(0o600)
})

test('the environment goes before what was recorded', () => {
  using folder = createFolder()
  recordRunning(folder.path, system)
  const elsewhere = { DATABASE_URL: 'postgres://there/waybill', TEMPORAL_ADDRESS: 'there:7233' }
  expect(findRunning(readLaunchSettings({ WAYBILL_DIR: folder.path, ...elsewhere }))).toMatchObject({
    databaseUrl: 'postgres://there/waybill',
    temporalAddress: 'there:7233',
  })
})

test('where nothing was started the reader is told what to do', () => {
  using folder = createFolder()
  expect(() => findRunning(readLaunchSettings({ WAYBILL_DIR: folder.path }))).toThrow(StartFailure)
})

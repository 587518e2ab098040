import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { ConfigError, readConfig, readLaunchSettings } from '#config'
import { environmentOf } from '#stack/environment.ts'
import { root } from '#stack/folders.ts'

const good = {
  DATABASE_URL: 'postgres://waybill:secret@127.0.0.1:5432/waybill',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  STRIPE_SECRET_KEY: 'sk_test_abc',
  STRIPE_WEBHOOK_SECRET: 'whsec_abc',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  WAYBILL_SECRET: 'x'.repeat(32),
}

function faultsOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

test('all faults are named at once, each with its setting', () => {
  const faults = faultsOf(() => readConfig({ ...good, PORT: 'http', TEMPORAL_ADDRESS: 'here', SMTP_URL: undefined }))
  expect(faults.split('\n')).toEqual([
    'Bad configuration:',
    expect.stringMatching(/^ {2}PORT: /),
    '  TEMPORAL_ADDRESS: must be host:port',
    '  SMTP_URL: is missing',
  ])
})

test('a setting that is there but empty counts as absent', () => {
  expect(readConfig({ ...good, PUBLIC_URL: '', PORT: '' }).publicUrl).toBe('http://localhost:8080')
})

test('no secret is shown in a fault', () => {
  const faults = faultsOf(() =>
    readConfig({ ...good, STRIPE_SECRET_KEY: 'pk_live_do_not_show', WAYBILL_SECRET: 'short' }),
  )
  expect(faults).toContain('STRIPE_SECRET_KEY')
  expect(faults).not.toMatch(/do_not_show|short/)
})

test('demonstration switches are refused in production, and the double is refused with a live key', () => {
  const doubles = { STRIPE_API_BASE: 'http://127.0.0.1:4242' }
  expect(faultsOf(() => readConfig({ ...good, DEMO: '1', NODE_ENV: 'production' }))).toContain('DEMO')
  expect(faultsOf(() => readConfig({ ...good, ALERT_WEBHOOK_PRIVATE: '1', NODE_ENV: 'production' }))).toContain(
    'ALERT_WEBHOOK_PRIVATE',
  )
  expect(readConfig(good).allowsPrivateWebhooks).toBe(false)
  expect(faultsOf(() => readConfig({ ...good, ...doubles, STRIPE_SECRET_KEY: 'sk_live_abc' }))).toContain(
    'STRIPE_API_BASE',
  )
  expect(faultsOf(() => readConfig({ ...good, ...doubles }))).toBe('')
})

test('the launcher needs nothing at all', () => {
  expect(readLaunchSettings({})).toMatchObject({ port: 8_080, host: '127.0.0.1', waybillDir: '.waybill' })
})

test('a start with a bad configuration ends with code 2 and all faults', () => {
  const env = environmentOf({ PORT: '0', DATABASE_URL: 'mysql://there' })
  const { status, stderr } = spawnSync(process.execPath, ['stack/start.ts'], { cwd: root, env, encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr).toMatch(/PORT: .*\n {2}DATABASE_URL: /)
})

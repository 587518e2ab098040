import { expect, test } from 'vitest'
import { type Environment, readConfig, readLaunchSettings } from '#config'
import { childEnvironment, needsDoubles } from '#stack/child-environment.ts'
import { openDataFolder } from '#stack/folders.ts'
import { createFolder } from '#test/support/folder.ts'

const ports = { postgres: 1, temporal: 2, temporalUi: 3, stripe: 4, smtp: 5 }
const secrets = { waybillSecret: 'x'.repeat(32), stripeWebhookSecret: 'whsec_abc', postgresPassword: 'secret' }
const addresses = { databaseUrl: 'postgres://there/waybill', temporalAddress: 'there:7233', temporalUiUrl: undefined }

function configOf(env: Environment) {
  using folder = createFolder()
  const settings = readLaunchSettings(env)
  const folders = openDataFolder(folder.path)
  return readConfig(childEnvironment({ env, settings, folders, ports, secrets, addresses, isDemo: false }))
}

test('where nothing is configured Stripe and mail go to the doubles', () => {
  expect(configOf({})).toMatchObject({
    stripeSecretKey: 'sk_test_waybill',
    stripeApiBase: 'http://127.0.0.1:4',
    smtpUrl: 'smtp://127.0.0.1:5',
  })
})

test('a real key and a real mail server are handed on, and no double is needed', () => {
  const env = { STRIPE_SECRET_KEY: 'sk_live_abc', SMTP_URL: 'smtps://mail.example' }
  const { stripeSecretKey, stripeApiBase, smtpUrl } = configOf(env)
  expect({ stripeSecretKey, stripeApiBase, smtpUrl }).toEqual({
    stripeSecretKey: 'sk_live_abc',
    stripeApiBase: undefined,
    smtpUrl: 'smtps://mail.example',
  })
  expect(needsDoubles(readLaunchSettings(env))).toBe(false)
})

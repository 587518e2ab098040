import type { Environment, LaunchSettings } from '#config'
import type { Folders } from './folders.ts'
import type { Ports } from './ports.ts'
import type { Secrets } from './secrets.ts'

export type Addresses = { databaseUrl: string; temporalAddress: string; temporalUiUrl: string | undefined }

type Parts = {
  env: Environment
  settings: LaunchSettings
  folders: Folders
  ports: Ports
  secrets: Secrets
  addresses: Addresses
  isDemo: boolean
}

/** The environment of server, worker and doubles: what the operator gave, and our own answer for all that is absent. */
export function childEnvironment(parts: Parts): Environment {
  const { env, settings, folders, secrets, addresses, isDemo } = parts
  return {
    ...env,
    ...doubleSettings(parts),
    PORT: String(settings.port),
    HOST: settings.host,
    PUBLIC_URL: settings.publicUrl,
    WAYBILL_DIR: folders.data,
    DATABASE_URL: addresses.databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    TEMPORAL_UI_URL: addresses.temporalUiUrl ?? '',
    STRIPE_WEBHOOK_SECRET: settings.stripeWebhookSecret ?? secrets.stripeWebhookSecret,
    WAYBILL_SECRET: settings.waybillSecret ?? secrets.waybillSecret,
    NODE_ENV: settings.nodeEnv,
    DEMO: isDemo ? '1' : '0',
  }
}

export function needsDoubles({ stripeSecretKey, smtpUrl }: LaunchSettings): boolean {
  return stripeSecretKey === undefined || smtpUrl === undefined
}

/** Stripe and mail go to the doubles only where nothing else was configured. */
function doubleSettings({ settings, ports }: Parts): Environment {
  const stripe = {
    STRIPE_SECRET_KEY: 'sk_test_waybill',
    STRIPE_API_BASE: `http://127.0.0.1:${ports.stripe}`,
  }
  const mail = { SMTP_URL: `smtp://127.0.0.1:${ports.smtp}` }
  const doublePorts = { STRIPE_DOUBLE_PORT: String(ports.stripe), SMTP_DOUBLE_PORT: String(ports.smtp) }
  return {
    ...(settings.stripeSecretKey === undefined && stripe),
    ...(settings.smtpUrl === undefined && mail),
    ...(needsDoubles(settings) && doublePorts),
  }
}

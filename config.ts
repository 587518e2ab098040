import { z } from 'zod'

const port = z.coerce.number().int().min(1).max(65_535)
const doublePort = z.coerce.number().int().min(0).max(65_535).default(0)
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const liveKey = /^(sk|rk)_live_/

/** What an operator may set. The launcher fills in the rest, so here nearly everything is optional. */
const launchShape = {
  PORT: port.default(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  WAYBILL_DIR: z.string().default('.waybill'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d+$/, 'must be host:port')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI_URL: z.url().optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a Stripe secret key (sk_...)')
    .optional(),
  STRIPE_API_BASE: z.url().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Waybill <no-reply@waybill.example>'),
  WAYBILL_SECRET: z.string().min(32).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DEMO: z.enum(['0', '1']).default('0'),
  ALERT_WEBHOOK_PRIVATE: z.enum(['0', '1']).default('0'),
  PARTNER_DROP_DIR: z.string().optional(),
  STRIPE_DOUBLE_PORT: doublePort,
  SMTP_DOUBLE_PORT: doublePort,
  BUILD_DIR: z.string().default('build'),
  WORKFLOW_BUNDLE: z.string().default('.cache/workflows.js'),
}

type Settings = z.infer<z.ZodObject<typeof launchShape>>

const launchSchema = z.object(launchShape).superRefine(refuseDangerousMixes)

const schema = z
  .object({
    ...launchShape,
    DATABASE_URL: launchShape.DATABASE_URL.unwrap(),
    TEMPORAL_ADDRESS: launchShape.TEMPORAL_ADDRESS.unwrap(),
    STRIPE_SECRET_KEY: launchShape.STRIPE_SECRET_KEY.unwrap(),
    STRIPE_WEBHOOK_SECRET: launchShape.STRIPE_WEBHOOK_SECRET.unwrap(),
    SMTP_URL: launchShape.SMTP_URL.unwrap(),
    WAYBILL_SECRET: launchShape.WAYBILL_SECRET.unwrap(),
  })
  .superRefine(refuseDangerousMixes)

/** Demonstration in production and real money through a double are never what somebody wanted. */
function refuseDangerousMixes(settings: Settings, context: z.RefinementCtx): void {
  const demoSwitches = {
    DEMO: settings.DEMO === '1',
    ALERT_WEBHOOK_PRIVATE: settings.ALERT_WEBHOOK_PRIVATE === '1',
    STRIPE_API_BASE: settings.STRIPE_API_BASE !== undefined,
    STRIPE_DOUBLE_PORT: settings.STRIPE_DOUBLE_PORT !== 0,
    SMTP_DOUBLE_PORT: settings.SMTP_DOUBLE_PORT !== 0,
  }
  for (const [name, isOn] of Object.entries(demoSwitches)) {
    if (!isOn || settings.NODE_ENV !== 'production') continue
    context.addIssue({ code: 'custom', path: [name], message: 'is for demonstrations: not with NODE_ENV=production' })
  }
  if (settings.STRIPE_API_BASE && liveKey.test(settings.STRIPE_SECRET_KEY ?? '')) {
    context.addIssue({ code: 'custom', path: ['STRIPE_API_BASE'], message: 'must not be set together with a live key' })
  }
}

/** Thrown with every fault at once. A main that meets it prints the message and exits with code 2. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

export type Environment = Readonly<Record<string, string | undefined>>
export type Config = ReturnType<typeof readConfig>

/** Reads the environment of a server, worker or doubles process. */
export function readConfig(env: Environment) {
  const settings = parseWith(schema, env)
  return {
    ...commonOf(settings),
    databaseUrl: settings.DATABASE_URL,
    temporalAddress: settings.TEMPORAL_ADDRESS,
    stripeSecretKey: settings.STRIPE_SECRET_KEY,
    stripeWebhookSecret: settings.STRIPE_WEBHOOK_SECRET,
    smtpUrl: settings.SMTP_URL,
    waybillSecret: settings.WAYBILL_SECRET,
  } as const
}

export type LaunchSettings = ReturnType<typeof readLaunchSettings>

/** Reads what the operator gave to `npm start`; what is absent the launcher provides itself. */
export function readLaunchSettings(env: Environment) {
  const settings = parseWith(launchSchema, env)
  return {
    ...commonOf(settings),
    databaseUrl: settings.DATABASE_URL,
    temporalAddress: settings.TEMPORAL_ADDRESS,
    stripeSecretKey: settings.STRIPE_SECRET_KEY,
    stripeWebhookSecret: settings.STRIPE_WEBHOOK_SECRET,
    smtpUrl: settings.SMTP_URL,
    waybillSecret: settings.WAYBILL_SECRET,
  } as const
}

/** For mains: runs the reader, or prints all faults and exits with code 2. */
export function orExit<T>(read: (env: Environment) => T, env: Environment): T {
  try {
    return read(env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}

function commonOf(settings: Settings) {
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/$/, ''),
    waybillDir: settings.WAYBILL_DIR,
    temporalNamespace: settings.TEMPORAL_NAMESPACE,
    temporalUiUrl: settings.TEMPORAL_UI_URL,
    stripeApiBase: settings.STRIPE_API_BASE,
    mailFrom: settings.MAIL_FROM,
    metricsToken: settings.METRICS_TOKEN,
    redisUrl: settings.REDIS_URL,
    logLevel: settings.LOG_LEVEL,
    nodeEnv: settings.NODE_ENV,
    demo: settings.DEMO === '1',
    partnerDropDir: settings.PARTNER_DROP_DIR,
    allowsPrivateWebhooks: settings.ALERT_WEBHOOK_PRIVATE === '1',
    stripeDoublePort: settings.STRIPE_DOUBLE_PORT,
    smtpDoublePort: settings.SMTP_DOUBLE_PORT,
    buildDir: settings.BUILD_DIR,
    workflowBundle: settings.WORKFLOW_BUNDLE,
  }
}

function parseWith<T>(wanted: z.ZodType<T>, env: Environment): T {
  // Compose files and shells pass `KEY=` for what is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = wanted.safeParse(given, { reportInput: false })
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${messageOf(issue, given)}`)
  throw new ConfigError(`Bad configuration:\n${faults.join('\n')}`)
}

function messageOf(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0])
  return given[name] === undefined && issue.code === 'invalid_type' ? 'is missing' : issue.message
}

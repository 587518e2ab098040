import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const schema = z.object({ waybillSecret: z.string(), stripeWebhookSecret: z.string(), postgresPassword: z.string() })
export type Secrets = z.infer<typeof schema>

/** Made once per data folder and readable by its owner only. */
export function openSecrets(file: string): Secrets {
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const secrets = {
    waybillSecret: randomBytes(32).toString('base64url'),
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    postgresPassword: randomBytes(18).toString('base64url'),
  }
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  return secrets
}

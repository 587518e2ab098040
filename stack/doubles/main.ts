import { pino } from 'pino'
import { readConfig } from '#config'
import { startMailbox } from './mailbox/server.ts'
import { refuseRealMoney, startStripeDouble } from './stripe/server.ts'

/** One process with both doubles: Stripe and the mailbox, on 127.0.0.1 only. */
async function main(): Promise<void> {
  const log = pino({ name: 'doubles' })
  const config = readConfig(process.env)
  refuseRealMoney({ nodeEnv: config.nodeEnv, stripeSecretKey: config.stripeSecretKey })
  const stripe = await startStripeDouble({
    databaseUrl: config.databaseUrl,
    port: config.stripeDoublePort,
    webhook: { url: `http://127.0.0.1:${config.port}/api/stripe/webhook`, secret: config.stripeWebhookSecret },
    log,
  })
  const mailbox = await startMailbox({ databaseUrl: config.databaseUrl, port: config.smtpDoublePort, log })
  log.info({ stripe: stripe.url, mailbox: mailbox.url }, 'the doubles are ready')

  let isStopping = false
  async function stop(): Promise<void> {
    if (isStopping) return
    isStopping = true
    await Promise.all([stripe.close(), mailbox.close()])
    log.info('the doubles have stopped')
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

await main()

import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type Notification } from 'pg'
import type { Logger } from 'pino'

export type Listener = { close: () => Promise<void> }

export type ListenerOptions = {
  databaseUrl: string
  channels: readonly string[]
  onNotice: (channel: string, payload: string) => void
  /** The line was cut and is there again: something may have been missed. */
  onGap: () => void
  log: Logger
}

const longestPauseMs = 5_000

/** One connection of its own that hears what PostgreSQL tells at commit; when it breaks, it is opened again. */
export function listen(options: ListenerOptions): Listener {
  const stopped = new AbortController()
  const running = keepListening(options, stopped.signal)
  return {
    close: async () => {
      stopped.abort()
      await running
    },
  }
}

async function keepListening(options: ListenerOptions, stopped: AbortSignal): Promise<void> {
  let failures = 0
  for (let isFirst = true; !stopped.aborted; isFirst = false) {
    try {
      await listenOnce(options, { stopped, onReady: () => !isFirst && options.onGap() })
      failures = 0
    } catch (error) {
      failures++
      options.log.warn({ reason: error instanceof Error ? error.message : '' }, 'live hints are interrupted')
    }
    const pauseMs = Math.min(longestPauseMs, 100 * 2 ** failures)
    if (!stopped.aborted) await sleep(pauseMs, undefined, { signal: stopped }).catch(() => undefined)
  }
}

type Once = { stopped: AbortSignal; onReady: () => void }

async function listenOnce({ databaseUrl, channels, onNotice }: ListenerOptions, { stopped, onReady }: Once) {
  const client = new Client({ connectionString: databaseUrl, application_name: 'waybill-live', keepAlive: true })
  const ended = new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('end', resolve)
    stopped.addEventListener('abort', () => resolve(), { once: true })
  })
  // Until it is awaited below, an early break must not count as forgotten.
  ended.catch(() => undefined)
  client.on('notification', ({ channel, payload }: Notification) => onNotice(channel, payload ?? ''))
  try {
    await client.connect()
    for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
    onReady()
    await ended
  } finally {
    await client.end().catch(() => undefined)
  }
}

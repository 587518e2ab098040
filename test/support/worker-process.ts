import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { environmentOf } from '#stack/environment.ts'
import { root } from '#stack/folders.ts'

export type Place = {
  databaseUrl: string
  temporalAddress: string
  namespace: string
  stripeUrl: string
  folder: string
  /** What a test wants otherwise. */
  env?: Readonly<Record<string, string>>
}

/** What a worker process of its own needs to know. */
export function workerEnvironment(place: Place): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: place.databaseUrl,
    TEMPORAL_ADDRESS: place.temporalAddress,
    TEMPORAL_NAMESPACE: place.namespace,
    STRIPE_SECRET_KEY: 'sk_test_waybill',
    STRIPE_API_BASE: place.stripeUrl,
    STRIPE_WEBHOOK_SECRET: 'whsec_of_a_test',
    SMTP_URL: 'smtp://127.0.0.1:1',
    WAYBILL_SECRET: 'a secret of thirty-two characters',
    WORKFLOW_BUNDLE: inject('workflowBundlePath'),
    LOG_LEVEL: 'warn',
    ...place.env,
  }
}

/** A real worker, started again as soon as it dies, as the launcher does. */
export function startWorkerProcess(place: Place) {
  const log = openSync(join(place.folder, 'worker.log'), 'a')
  let isStopping = false
  let deaths = 0
  let child = launch()

  function launch(): ChildProcess {
    const args = ['--stack-trace-limit=1', 'worker/main.ts']
    const started = spawn(process.execPath, args, {
      cwd: root,
      env: environmentOf(workerEnvironment(place)),
      stdio: ['ignore', log, log],
    })
    started.once('exit', () => {
      if (isStopping) return
      deaths++
      child = launch()
    })
    return started
  }

  return {
    deaths: () => deaths,
    kill: () => void child.kill('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      isStopping = true
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

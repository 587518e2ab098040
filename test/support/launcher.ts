import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentOf } from '#stack/environment.ts'
import { root } from '#stack/folders.ts'
import { freePort } from '#stack/ports.ts'

/** `npm start -- --empty` as a process of its own, in this data folder; ends with the test whatever happens. */
export async function startLauncher(dataFolder: string) {
  const port = await freePort()
  const { PATH, HOME } = process.env
  const env = environmentOf({ PATH, HOME, PORT: String(port), WAYBILL_DIR: dataFolder })
  const child = spawn(process.execPath, ['stack/start.ts', '--empty'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk))
  }
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`

  async function kill(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal)
    await ended
    return child.exitCode
  }

  return {
    url,
    output: () => lines.join(''),
    kill,
    /** Waits for a word of the output, at most two minutes; an end before it is an error. */
    says: async (word: string): Promise<void> => {
      const giveUpAtMs = performance.now() + 120_000
      while (!lines.join('').includes(word)) {
        const isOver = child.exitCode !== null || child.signalCode !== null || performance.now() > giveUpAtMs
        if (isOver) throw new Error(`The launcher never said "${word}":\n${lines.join('')}`)
        await sleep(100)
      }
    },
    /** What one part of the readiness answers; null when nobody answers. */
    ready: async (part: 'database' | 'temporal' | 'worker'): Promise<unknown> => {
      try {
        const response = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(2_000) })
        const health: unknown = await response.json()
        return health !== null && typeof health === 'object' ? Reflect.get(health, part) : null
      } catch {
        return null
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) await kill('SIGTERM')
    },
  }
}

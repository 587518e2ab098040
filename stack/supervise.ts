import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentOf } from './environment.ts'
import { stopPid } from './pids.ts'
import { reasonOf, StartFailure, say } from './report.ts'

const firstPauseMs = 250
const longestPauseMs = 10_000
const steadyAfterMs = 20_000
const longestLogBytes = 20_000_000

/** One process of the stack: how to start it, where it logs, how to stop it. */
export type ProcessSpec = {
  name: string
  command: string
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  cwd?: string
  logFile: string
  pidFile: string
  stopSignal: NodeJS.Signals
  graceMs: number
  asUser?: { uid: number; gid: number }
  /** Runs before each start, so also after a crash. */
  prepare?: () => Promise<void>
}

export type Running = {
  name: string
  logFile: string
  /** How often it ended by itself, and the last exit code (null after a signal). */
  ends: { count: number; lastCode: number | null }
  stop: () => Promise<void>
}

/** Starts a process and starts it again, with growing pauses, whenever it ends without having been asked to. */
export async function supervise(spec: ProcessSpec): Promise<Running> {
  const stopping = new AbortController()
  const ends: Running['ends'] = { count: 0, lastCode: null }
  let current = await startOnce(spec)
  const loop = keepRunning()

  async function keepRunning(): Promise<void> {
    let pauseMs = firstPauseMs
    while (true) {
      const startedAtMs = performance.now()
      const { code, signal } = await current.ended
      if (stopping.signal.aborted) return
      ends.count += 1
      ends.lastCode = code
      if (performance.now() - startedAtMs > steadyAfterMs) pauseMs = firstPauseMs
      say(
        `  !!  ${spec.name} ended (${signal ?? `code ${code}`}); starting it again in ${pauseMs} ms. Log: ${spec.logFile}`,
      )
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      current = await startOnce(spec)
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    if (current.child.pid) await stopPid(current.child.pid, { signal: spec.stopSignal, graceMs: spec.graceMs })
    await loop
    rmSync(spec.pidFile, { force: true })
  }

  return { name: spec.name, logFile: spec.logFile, ends, stop }
}

/** Waits until a process answers; fails early, with the end of its log, when it keeps ending instead. */
export async function untilReady(running: Running, isReady: () => Promise<boolean>, waitMs = 60_000): Promise<void> {
  const giveUpAtMs = performance.now() + waitMs
  while (!(await isReady())) {
    const isBadConfiguration = running.ends.lastCode === 2
    const isCrashing = running.ends.count >= 4
    if (!isBadConfiguration && !isCrashing && performance.now() < giveUpAtMs) {
      await sleep(100)
      continue
    }
    const why = isBadConfiguration || isCrashing ? 'it ended by itself' : `no answer within ${waitMs / 1_000} s`
    throw new StartFailure({
      what: `${running.name} does not come up`,
      why: `${why}; the end of its log:\n${tailOf(running.logFile)}`,
      toDo: `read ${running.logFile}, repair the cause and start again`,
    })
  }
}

type Ended = { code: number | null; signal: NodeJS.Signals | null }

async function startOnce(spec: ProcessSpec): Promise<{ child: ChildProcess; ended: Promise<Ended> }> {
  try {
    await spec.prepare?.()
  } catch (error) {
    say(`  !!  ${spec.name}: ${reasonOf(error)}`)
  }
  const log = openLog(spec.logFile)
  // Detached: Ctrl-C reaches the launcher alone, which then stops all in order.
  const child = spawn(spec.command, spec.args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: environmentOf(spec.env),
    cwd: spec.cwd ?? '/',
    ...spec.asUser,
  })
  closeSync(log)
  const ended = new Promise<Ended>((done) => {
    child.once('exit', (code, signal) => done({ code, signal }))
    child.once('error', (error) => {
      writeFileSync(spec.logFile, `${error.message}\n`, { flag: 'a' })
      done({ code: 127, signal: null })
    })
  })
  if (child.pid) writeFileSync(spec.pidFile, `${child.pid}\n`)
  return { child, ended }
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > longestLogBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a')
}

function tailOf(file: string): string {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  return lines
    .slice(-12)
    .map((line) => `        ${line.slice(0, 400)}`)
    .join('\n')
}

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The process id in a file, when that process lives and its command line holds our mark. */
export function ownPid(file: string, mark: string): number | null {
  if (!existsSync(file)) return null
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  // The id may have gone to a stranger since: only a command line with our mark in it is ours.
  return pid > 1 && commandLineOf(pid).includes(mark) ? pid : null
}

/** Asks a process to stop, waits, then kills it. True when it is gone. */
export async function stopPid(pid: number, { signal, graceMs }: StopOptions): Promise<boolean> {
  trySignal(pid, signal)
  if (await isGoneWithin(pid, graceMs)) return true
  trySignal(pid, 'SIGKILL')
  return await isGoneWithin(pid, 5_000)
}

export type StopOptions = { signal: NodeJS.Signals; graceMs: number }

export async function isGoneWithin(pid: number, waitMs: number): Promise<boolean> {
  const giveUpAtMs = performance.now() + waitMs
  while (isAlive(pid)) {
    if (performance.now() > giveUpAtMs) return false
    await sleep(50)
  }
  return true
}

/** Stops what a killed launcher left behind under this pid file. True when there was something. */
export async function stopOrphan(file: string, mark: string, options: StopOptions): Promise<boolean> {
  const pid = ownPid(file, mark)
  if (pid !== null) await stopPid(pid, options)
  rmSync(file, { force: true })
  return pid !== null
}

function isAlive(pid: number): boolean {
  // A dead child whose parent has not collected it yet (no init in a container) has an empty command line.
  return trySignal(pid, 0) && commandLineOf(pid) !== ''
}

function trySignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

function commandLineOf(pid: number): string {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

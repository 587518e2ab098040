import { readFileSync } from 'node:fs'

/** Resident memory of a process in megabytes. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

/** CPU time of a process so far, in milliseconds; with `withChildren` for PostgreSQL, which has one for each connection. */
export function cpuMs(pid: number, withChildren: boolean): number {
  const own = ticksOf(pid)
  if (!withChildren) return own * 10
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return (own + children.reduce((sum, child) => sum + ticksOf(Number(child)), 0)) * 10
}

/** User, system and collected children's time, fields 14 to 17 of proc(5), in ticks of 10 ms. */
function ticksOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  } catch {
    // A connection that has just been closed.
    return 0
  }
}

export type CpuShares = Record<string, number>

/** How much CPU each process takes for one piece of work, in milliseconds. */
export async function cpuPerPiece(
  pids: Readonly<Record<string, number>>,
  pieces: number,
  work: () => Promise<unknown>,
): Promise<CpuShares> {
  const before = Object.entries(pids).map(([name, pid]) => [name, cpuMs(pid, name === 'postgres')] as const)
  await work()
  return Object.fromEntries(
    before.map(([name, ms]) => [name, (cpuMs(pids[name] ?? 0, name === 'postgres') - ms) / pieces]),
  )
}

export function cpuText(shares: CpuShares): string {
  return Object.entries(shares)
    .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
    .join(', ')
}

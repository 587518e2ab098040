import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from './folders.ts'
import { isGoneWithin, ownPid, stopOrphan } from './pids.ts'
import { StartFailure, say } from './report.ts'

const mark = 'stack/start.ts'

/** What is stopped first comes first; each process has its pid file under this name. */
export const stopOrder = ['server', 'worker', 'doubles', 'temporal', 'postgres'] as const
export type ProcessName = (typeof stopOrder)[number]

/** One launcher per data folder. A launcher that is just ending is waited for. */
export async function takeLauncherLock({ run, data }: Folders): Promise<() => void> {
  const file = join(run, 'launcher.pid')
  const other = ownPid(file, mark)
  if (other !== null && other !== process.pid) {
    say(`  ... another start (process ${other}) uses ${data}; waiting up to 15 s for it to end`)
    if (!(await isGoneWithin(other, 15_000))) {
      throw new StartFailure({
        what: 'Waybill is already running from this data folder',
        why: `process ${other} holds ${data}`,
        toDo: `stop it with \`kill ${other}\`, or set another WAYBILL_DIR and PORT for a second copy`,
      })
    }
  }
  writeFileSync(file, `${process.pid}\n`)
  return () => rmSync(file, { force: true })
}

/** A launcher that was killed with -9 leaves its children running: they are stopped in order before a new start. */
export async function stopOrphans({ run, data }: Folders): Promise<void> {
  for (const name of stopOrder) {
    const signal = name === 'postgres' ? 'SIGINT' : 'SIGTERM'
    // Not the full grace: whatever is cut off here is resumed by Temporal or rolled back by PostgreSQL.
    const found = await stopOrphan(join(run, `${name}.pid`), `${data}/`, { signal, graceMs: 3_000 })
    if (found) say(`  ok  stopped ${name}, left over from a start that was killed`)
  }
}

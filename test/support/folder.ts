import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of one's own that goes away with the test. */
export function createFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'waybill-folder-'))
  chmodSync(path, 0o755)
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

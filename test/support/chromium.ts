import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { environmentOf } from '#stack/environment.ts'
import { cacheFolder, root } from '#stack/folders.ts'

const version = '153.0.0'
const run = promisify(execFile)

/** The folder with the browser of the package, its libraries and fonts; unpacked once per clone. */
export async function unpackChromium(): Promise<string> {
  const folder = join(cacheFolder, `chromium-${version}`)
  if (existsSync(folder)) return folder
  const fresh = `${folder}.${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  // The package knows no other place than the temporary folder, where a stale version could lie: give it its own.
  const script = `
    import chromium, { inflate } from '@sparticuz/chromium'
    await chromium.executablePath()
    await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br')`
  const env = environmentOf({ PATH: process.env.PATH, TMPDIR: fresh })
  await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env })
  writeFileSync(join(fresh, 'fonts', 'fonts.conf'), fontsConfig(folder))
  renameSync(fresh, folder)
  return folder
}

/** The package's own file names places of Amazon's containers. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}

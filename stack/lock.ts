import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './folders.ts'
import { say } from './report.ts'

// Records, not objects: they keep the order of the keys, so that a repair shows as a small difference.
const packagesSchema = z.record(z.string(), z.record(z.string(), z.unknown()))
const lockSchema = z.record(z.string(), z.unknown())
const optionalSchema = z.record(z.string(), z.string()).default({})
type Packages = z.infer<typeof packagesSchema>

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * Makes a lock that every machine accepts. A registry without the programs of other platforms makes npm
 * drop them from the lock, and `npm ci` then refuses it: each dropped one gets a stub of its name, version
 * and platform. Addresses are removed, so that the lock works with any registry.
 */
export function repairLock(text: string): string {
  const lock = lockSchema.parse(JSON.parse(text))
  const packages = packagesSchema.parse(lock.packages)
  for (const found of Object.values(packages)) {
    delete found.resolved
    for (const [name, version] of Object.entries(optionalSchema.parse(found.optionalDependencies))) {
      addStub(packages, name, version)
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`
}

function addStub(packages: Packages, name: string, version: string): void {
  const isThere = Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))
  // A range has no version to write down; platform packages are always exact.
  if (isThere || !/^\d/.test(version)) return
  packages[`node_modules/${name}`] = { version, optional: true, ...platformOf(name) }
}

/** The platform from the words of the name: `@biomejs/cli-linux-arm64-musl`. */
function platformOf(name: string) {
  const words = name.split(/[-/]/)
  const os = words.filter((word) => systems.includes(word))
  const cpu = words.filter((word) => processors.includes(word))
  const libc = words.includes('musl')
    ? ['musl']
    : words.some((word) => word === 'gnu' || word === 'glibc')
      ? ['glibc']
      : []
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && { libc }),
  }
}

if (import.meta.main) {
  const file = join(root, 'package-lock.json')
  const text = readFileSync(file, 'utf8')
  const repaired = repairLock(text)
  if (!process.argv.includes('--check')) {
    writeFileSync(file, repaired)
  } else if (repaired !== text) {
    say('package-lock.json holds addresses or lacks programs of other platforms: run `npm run lock`.')
    process.exitCode = 1
  }
}

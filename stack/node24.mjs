// Plain JavaScript on built-ins: this runs on any Node 20 before a single package is there.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')

/** Installs what is missing, then runs a script of the repository on Node 24 and resolves with its exit code. */
export async function runOnNode24(script, args) {
  installPackages()
  return await runChild(findNode24(), [join(root, script), ...args])
}

/** True when each package that the lock wants for this system is in node_modules, in the locked version. */
function packagesAreCurrent() {
  const installedLock = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedLock)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true
    const found = installed[path]
    return found ? found.version === version : optional === true
  })
}

function installPackages() {
  if (packagesAreCurrent()) return
  const startedAt = Date.now()
  say('Installing packages (npm ci); the first time takes one to two minutes ...')
  const npm = process.env.npm_execpath
  const npmArgs = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // NODE_ENV=production or omit=dev would leave out the build tools that this start needs.
  const env = { ...process.env, npm_config_include: 'dev' }
  const options = { cwd: root, env, stdio: ['ignore', 2, 2] }
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...npmArgs], options)
    : spawnSync('npm', npmArgs, options)
  if (result.error || result.status !== 0) {
    const reason = result.error ? result.error.message : `npm ci ended with code ${result.status}`
    fail('The packages could not be installed', reason, 'Check the network and the npm registry, then start again.')
  }
  say(`Packages installed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
}

function findNode24() {
  const local = join(bin, 'node')
  if (existsSync(local)) return local
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    'Node 24 is not there',
    `the registry has no node package for ${process.platform}-${process.arch}, and this is Node ${process.version}`,
    'Install Node 24 (https://nodejs.org) and start again.',
  )
}

/** The child gets every stop signal, and by the closed channel it notices when this process is killed. */
function runChild(node, args) {
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` }
  const child = spawn(node, args, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWithParent(child)
  return new Promise((resolve) => {
    child.on('error', (error) =>
      fail('Node 24 does not start', error.message, `Remove ${root}/node_modules and start again.`),
    )
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/** `kill -9` of npm reaches nobody else, so the parent is watched; only npm is, since a shell may end early on purpose. */
function stopWithParent(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(what, why, toDo) {
  say(`\n${what}: ${why}.\n${toDo}`)
  process.exit(1)
}

import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync } from 'node:fs'
import { StartFailure } from './report.ts'

type Owner = { uid: number; gid: number }

/** How to run PostgreSQL's programs as somebody who is not root, which they insist on. */
export type SystemUser = {
  owner: Owner | null
  spawnAs?: Owner
  command: (program: string) => string
  args: (program: string, args: string[]) => string[]
  makeFolder: (path: string) => void
}

/** Ourselves; as root the system's `postgres` user, made when missing. */
export function postgresUser(): SystemUser {
  if (process.getuid?.() !== 0) {
    return { owner: null, command: (program) => program, args: (_, args) => args, makeFolder: makePrivate }
  }
  const owner = findOwner() ?? addUser() ?? findOwner('nobody')
  if (!owner) {
    throw new StartFailure({
      what: 'PostgreSQL has no user to run as',
      why: 'it refuses to run as root, and no user "postgres" could be made',
      toDo: 'start Waybill as an ordinary user, run `useradd postgres`, or set DATABASE_URL',
    })
  }
  const makeFolder = (path: string) => {
    makePrivate(path)
    chownSync(path, owner.uid, owner.gid)
  }
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    return { owner, spawnAs: owner, command: (program) => program, args: (_, args) => args, makeFolder }
  }
  // One capability stays: root's clone may lie under /root, which another user could not even enter.
  const drop = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup']
  const keep = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { owner, command: () => 'setpriv', args: (program, args) => [...drop, ...keep, program, ...args], makeFolder }
}

function makePrivate(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
}

function findOwner(name = 'postgres'): Owner | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

function addUser(): Owner | null {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' })
  } catch {
    return null
  }
  return findOwner()
}

import type { Viewer } from '#api/services/contract.ts'
import type { Role } from '#domain/actors.ts'
import { type AppLoadContext, redirect } from '../framework.ts'
import { missing } from './problems.server.ts'

type Asked = { request: Request; context: AppLoadContext }

const consoles: readonly [console: string, roles: readonly Role[]][] = [
  ['/admin', ['admin']],
  ['/dispatch', ['dispatcher', 'supervisor']],
  ['/reports', ['finance']],
  ['/courier', ['courier']],
  ['/partner', ['partner']],
  ['/app', ['customer']],
]

/** The console where somebody with these roles begins. */
export function homeOf(roles: readonly Role[]): string {
  return consoles.find(([, entitled]) => entitled.some((role) => roles.includes(role)))?.[0] ?? '/'
}

/** Whoever is signed in; others go to the sign-in page and come back afterwards. */
export function signedIn({ request, context }: Asked): Viewer {
  if (context.viewer?.kind === 'user') return context.viewer
  const { pathname, search } = new URL(request.url)
  throw redirect(`/login?next=${encodeURIComponent(`${pathname}${search}`)}`)
}

/** Somebody with one of these roles; for everybody else the page does not exist. */
export function withRole(asked: Asked, roles: readonly Role[]): Viewer {
  const viewer = signedIn(asked)
  if (!roles.some((role) => viewer.roles.includes(role))) throw missing()
  return viewer
}

/** A path of ours to go on to; anything else leads nowhere. */
export function safePath(path: string | null): string | null {
  return path?.startsWith('/') && !path.startsWith('//') && !path.includes('\\') ? path : null
}

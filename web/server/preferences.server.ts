import type { Reading } from '../format.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const homeZone = 'Europe/Berlin'
const yearSeconds = 31_536_000

/** The theme the viewer chose; without a choice the system decides. */
export function themeOf(request: Request): Theme {
  const chosen = cookieOf(request, 'theme')
  return themes.find((theme) => theme === chosen) ?? 'system'
}

/** The Set-Cookie header that keeps a choice of theme; `system` forgets it. */
export function themeCookie(theme: string): string {
  const isChosen = theme === 'light' || theme === 'dark'
  return `theme=${isChosen ? theme : ''}; Path=/; Max-Age=${isChosen ? yearSeconds : 0}; SameSite=Lax`
}

/** The zone that the browser told us in a cookie, else that of the company; and the clock of this request. */
export function readingOf(request: Request): Reading {
  return { zone: zoneOf(cookieOf(request, 'tz')), nowMs: Date.now() }
}

function zoneOf(name: string | null): string {
  if (!name) return homeZone
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return homeZone
  }
}

function cookieOf(request: Request, name: string): string | null {
  const pairs = (request.headers.get('Cookie') ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${name}=`))
  try {
    return found ? decodeURIComponent(found.slice(name.length + 1)) : null
  } catch {
    return null
  }
}

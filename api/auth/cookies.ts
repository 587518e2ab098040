import type { CookieOptions, Request, Response } from 'express'

export type Cookies = ReturnType<typeof cookiesFor>

/** Our cookies: locked to this host behind TLS, plain names on plain http. */
export function cookiesFor(publicUrl: string) {
  const isSecure = publicUrl.startsWith('https:')
  const prefix = isSecure ? '__Host-' : ''
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' }
  const session = `${prefix}waybill`
  const link = `${prefix}waybill-link`
  return {
    names: [session, link],
    sessionOf: (request: Pick<Request, 'headers'>) => cookieValue(request, session),
    linkOf: (request: Pick<Request, 'headers'>) => cookieValue(request, link),
    setSession: (response: Response, signedIn: { token: string; expiresAt: string } | null): void => {
      if (signedIn) response.cookie(session, signedIn.token, { ...options, expires: new Date(signedIn.expiresAt) })
      else response.clearCookie(session, options)
    },
    setLink: (response: Response, token: string): void => {
      response.cookie(link, token, options)
    },
  }
}

/** The value of a cookie; ours hold only characters that need no escape. */
function cookieValue({ headers }: Pick<Request, 'headers'>, name: string): string | null {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, value] = part.split('=', 2).map((side) => side.trim())
    if (key === name && value) return value
  }
  return null
}

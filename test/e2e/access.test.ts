import { afterAll, beforeAll, expect, test } from 'vitest'
import { emailOf, type Person, password } from '#test/api/support/company.ts'
import { type Site, startSite } from './support/site.ts'

let site: Site
let own: string

beforeAll(async () => {
  site = await startSite()
  own = (await (await site.company.as('customer')).book()).id
})

afterAll(() => site[Symbol.asyncDispose]())

const visitors = ['customer', 'stranger', 'partner', 'courier', 'dispatcher', 'finance', 'admin'] as const

/** The cookie that signing in at the page itself leaves. */
async function cookieOf(person: Person): Promise<string> {
  const response = await fetch(`${site.url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email: emailOf(person), password }),
  })
  expect(response.status).toBe(302)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function open(path: string, person: Person | null): Promise<number> {
  const headers = person ? { cookie: await cookieOf(person) } : {}
  return (await fetch(site.url + path.replace(':id', own), { redirect: 'manual', headers })).status
}

const rights: Record<string, readonly (typeof visitors)[number][]> = {
  '/app': ['customer', 'stranger', 'partner'],
  '/app/shipments/new': ['customer', 'stranger', 'partner'],
  '/app/shipments/:id': ['customer'],
  '/courier': ['courier'],
  '/courier/stops/:id': [],
  '/dispatch': ['dispatcher', 'finance', 'admin'],
  '/dispatch/exceptions': ['dispatcher', 'finance', 'admin'],
  '/dispatch/shipments/:id': ['dispatcher', 'finance', 'admin'],
  '/dispatch/queue/rows': ['dispatcher', 'finance', 'admin'],
  '/dispatch/queue/changes': ['dispatcher', 'finance', 'admin'],
  '/dispatch/jobs': ['dispatcher', 'finance', 'admin'],
  '/dispatch/bulletins': ['dispatcher', 'finance', 'admin'],
  '/dispatch/stale': ['dispatcher', 'finance', 'admin'],
  '/reports': ['dispatcher', 'finance', 'admin', 'partner'],
  '/reports/on-time': ['dispatcher', 'finance', 'admin', 'partner'],
  '/reports/cost': ['finance', 'admin'],
  '/reports/on-time/parcels': ['dispatcher', 'finance', 'admin', 'partner'],
  '/reports/on-time/schedule': ['dispatcher', 'finance', 'admin'],
  '/alerts': ['courier', 'dispatcher', 'finance', 'admin'],
  '/alerts/preferences': ['courier', 'dispatcher', 'finance', 'admin'],
  '/alerts/undelivered': ['admin'],
  '/admin': ['admin'],
  '/admin/users': ['admin'],
  '/admin/webhooks': ['admin'],
  '/admin/mappings': ['admin'],
  '/partner': ['partner'],
  '/partner/mapping': ['partner'],
  '/partner/uploads': ['partner'],
  '/partner/uploads/new': ['partner'],
  '/partner/uploads/sample.csv': ['partner'],
  '/partner/uploads/:id': [],
  '/partner/status': ['partner'],
  '/admin/imports': ['admin'],
  '/admin/imports/:id': [],
  '/partner/packages/:id': [],
  '/partner/webhooks': ['partner'],
  '/admin/service-levels': ['admin'],
  '/admin/service-levels/economy': ['admin'],
  '/admin/calendars': ['admin'],
  '/admin/calendars/office': ['admin'],
  '/admin/shipments/:id/workflow': ['admin'],
}

for (const [path, entitled] of Object.entries(rights)) {
  test(`${path} opens for ${entitled.join(', ') || 'none of these'}, and does not exist for anybody else`, async () => {
    const expected = visitors.map((person) => [person, entitled.includes(person) ? 200 : 404])
    const found = await Promise.all(visitors.map(async (person) => [person, await open(path, person)]))
    expect(found).toEqual(expected)
    expect(await open(path, null), 'nobody is asked to sign in').toBe(302)
  })
}

test('another site cannot post our forms', async () => {
  const response = await fetch(`${site.url}/login`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ email: emailOf('admin'), password }),
  })
  expect(response.status).toBe(403)
})

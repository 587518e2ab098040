import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Company, startCompany } from './support/company.ts'

let company: Company
beforeAll(async () => {
  company = await startCompany({ hasWorkers: false })
})
afterAll(() => company[Symbol.asyncDispose]())

/** As a browser would send it; fetch hides some of these headers. */
function rawStatus(path: string, headers: Record<string, string>, method = 'POST'): Promise<number> {
  const { port } = new URL(company.url)
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject).end()
  })
}

test('a write that another site caused is refused on every route', async () => {
  const customer = await company.as('customer')
  const cookie = `waybill=${customer.token()}`
  const own = new URL(company.url).origin
  const foreign: Record<string, string>[] = [
    { cookie },
    { cookie, 'sec-fetch-site': 'cross-site' },
    { cookie, 'sec-fetch-site': 'same-site' },
    { cookie, 'sec-fetch-site': 'none' },
    { cookie, origin: 'null' },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: own.replace('http:', 'https:') },
    { cookie, origin: `${own}0` },
    { cookie, origin: own, 'sec-fetch-site': 'cross-site' },
    { cookie, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const path of ['/api/v1/session', '/api/v1/shipments', '/api/v1/quotes', '/anything']) {
    for (const headers of foreign)
      expect(await rawStatus(path, headers), `${path} ${JSON.stringify(headers)}`).toBe(403)
  }
  const fine: Record<string, string>[] = [{ cookie, origin: own }, { cookie, 'sec-fetch-site': 'same-origin' }, {}]
  for (const headers of fine) expect(await rawStatus('/api/v1/quotes', headers)).not.toBe(403)
  expect(await rawStatus('/api/v1/me', { cookie, 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(200)
})

test('every answer carries the headers that keep browsers safe', async () => {
  const anybody = await company.anybody()
  for (const path of ['/api/health/live', '/me', '/api/docs', '/api/nothing']) {
    const { headers } = await anybody.get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+'/)
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

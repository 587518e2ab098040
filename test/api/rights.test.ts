import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from '#api/routes/all.ts'
import type { Route } from '#api/routes/route.ts'
import type { ApiKeyService } from '#api/services/api-keys.ts'
import type { Services } from '#api/services/contract.ts'
import { grants, type Permission, type Role } from '#domain/actors.ts'
import { defaultAlertPreferences } from '#domain/alerts.ts'
import { booking } from './support/caller.ts'
import { type Company, type Person, persons, startCompany } from './support/company.ts'
import { photo } from './support/photo.ts'

/** The routes alone, without anything behind them. */
function routesOnly(): Route[] {
  const nothing: unknown = new Proxy({}, { get: () => ({}) })
  return allRoutes(nothing as Services, nothing as ApiKeyService)
}

type Asked = { path: string; json?: unknown; headers?: Record<string, string>; raw?: BodyInit }
/** `public`: everybody. A permission: whoever has it. `relation`: whoever the shipment is related to, and has the permission. */
type Rule = {
  who: 'public' | 'anybody' | Permission
  /** Where a permission is not enough. */
  roles?: readonly Role[]
  isRelated?: true
  /** It asks for something that is not there: whoever may ask is told so. */
  isUnknown?: true
  ask: (about: About) => Asked | Promise<Asked>
}
type About = { id: string; proofId: string; exceptionId: string; userId: string; readerId: string }
type Shown = About & { seenBy: Person[]; isUnknownProof?: true }

const at = (path: string) => (about: About) => ({ path: path.replace('{id}', about.id) })

/** Who is told of exceptions. */
const alerted: readonly Role[] = ['dispatcher', 'supervisor', 'finance', 'admin', 'courier']

/** Who reads reports: the staff, and partners those about their own parcels. */
const readers: readonly Role[] = ['dispatcher', 'supervisor', 'finance', 'admin', 'partner']

/** One line a route; a route without a line fails the test. */
const rules: Record<string, Rule> = {
  'post /session': { who: 'public', ask: () => ({ path: '/session', json: { email: 'nobody@x.org', password: 'x' } }) },
  'delete /session': { who: 'public', ask: () => ({ path: '/session' }) },
  'post /welcome': {
    who: 'public',
    ask: () => ({ path: '/welcome', json: { token: 'none', password: 'x'.repeat(9) } }),
  },
  'get /me': { who: 'anybody', ask: at('/me') },
  'post /quotes': { who: 'shipments.book', ask: () => ({ path: '/quotes', json: quote() }) },
  'post /shipments': {
    who: 'shipments.book',
    ask: () => ({ path: '/shipments', json: booking(), headers: { 'idempotency-key': uuidv7() } }),
  },
  'get /shipments': { who: 'anybody', ask: at('/shipments') },
  'get /shipments/{id}': { who: 'anybody', isRelated: true, ask: at('/shipments/{id}') },
  'get /shipments/{id}/events': { who: 'anybody', isRelated: true, ask: at('/shipments/{id}/events') },
  'get /shipments/{id}/epcis': { who: 'anybody', isRelated: true, ask: at('/shipments/{id}/epcis') },
  'get /shipments/{id}/workflow': { who: 'workflows.read', isRelated: true, ask: at('/shipments/{id}/workflow') },
  'post /shipments/{id}/commands': {
    who: 'shipments.command',
    isRelated: true,
    ask: ({ id }) => ({
      path: `/shipments/${id}/commands`,
      json: { commandId: uuidv7(), type: 'add_note', payload: { text: 'Hello' } },
    }),
  },
  'post /shipments/{id}/commands/preview': {
    who: 'shipments.command',
    isRelated: true,
    ask: ({ id }) => ({
      path: `/shipments/${id}/commands/preview`,
      json: { commandId: uuidv7(), type: 'add_note', payload: { text: 'Hello' } },
    }),
  },
  'post /commands/bulk': {
    who: 'shipments.command',
    ask: ({ id }) => ({
      path: '/commands/bulk',
      json: { items: [{ shipmentId: id, commandId: uuidv7(), type: 'add_note', payload: { text: 'Hello' } }] },
    }),
  },
  'get /jobs': { who: 'anybody', ask: at('/jobs') },
  'get /jobs/{id}': { who: 'anybody', isUnknown: true, ask: () => ({ path: `/jobs/${uuidv7()}` }) },
  'post /jobs/{id}/cancel': { who: 'anybody', isUnknown: true, ask: () => ({ path: `/jobs/${uuidv7()}/cancel` }) },
  ...importRules(),
  'get /shipments/{id}/trace': {
    who: 'anybody',
    roles: ['dispatcher', 'supervisor', 'finance', 'admin', 'partner'],
    isRelated: true,
    ask: at('/shipments/{id}/trace'),
  },
  'get /mappings': { who: 'mappings.read', ask: at('/mappings') },
  'get /partners': { who: 'couriers.read', ask: at('/partners') },
  'post /partners': { who: 'users.write', ask: () => ({ path: '/partners', json: { name: uuidv7() } }) },
  'get /vocabularies': { who: 'mappings.read', ask: at('/vocabularies') },
  ...mappingRules(),
  'get /zones': { who: 'service_levels.read', ask: at('/zones') },
  'put /zones/{code}': {
    who: 'service_levels.write',
    ask: () => ({ path: '/zones/trial', json: { name: 'Trial', country: 'DE', postcodePrefixes: ['99'] } }),
  },
  'get /bulletins': { who: 'exceptions.read', ask: at('/bulletins') },
  'post /bulletins': {
    who: 'bulletins.write',
    ask: () => ({ path: '/bulletins', json: { zoneId: 'at', kind: 'weather', until: inAnHour(), text: 'Snow' } }),
  },
  'post /bulletins/{id}/end': {
    who: 'bulletins.write',
    isUnknown: true,
    ask: () => ({ path: `/bulletins/${uuidv7()}/end` }),
  },
  'get /webhook-endpoints': { who: 'webhooks.write', ask: at('/webhook-endpoints') },
  'post /webhook-endpoints': {
    who: 'webhooks.write',
    ask: () => ({ path: '/webhook-endpoints', json: { url: 'https://8.8.8.8/hook' } }),
  },
  ...Object.fromEntries(['get', 'delete'].map((method) => [`${method} /webhook-endpoints/{id}`, endpointRule('')])),
  'patch /webhook-endpoints/{id}': endpointRule('', { description: 'Mine' }),
  ...Object.fromEntries(
    ['rotate', 'test', 'enable', 'disable'].map((act) => [
      `post /webhook-endpoints/{id}/${act}`,
      endpointRule(`/${act}`),
    ]),
  ),
  'post /webhook-endpoints/{id}/replay': endpointRule('/replay', { cursor: '0' }),
  'get /webhook-deliveries': { who: 'webhooks.write', ask: at('/webhook-deliveries') },
  'get /reports/stale': { who: 'reports.read', ask: at('/reports/stale') },
  'get /reports': { who: 'reports.read', roles: readers, ask: at('/reports') },
  'get /reports/{code}': { who: 'reports.read', roles: readers, ask: at('/reports/on-time?groupBy=zone') },
  'get /reports/{code}/parcels': { who: 'reports.read', roles: readers, ask: at('/reports/on-time/parcels') },
  'get /report-views': { who: 'reports.read', roles: readers, ask: at('/report-views') },
  'post /report-views': {
    who: 'reports.read',
    roles: readers,
    ask: () => ({ path: '/report-views', json: { report: 'on-time', name: 'Mine', query: { groupBy: 'zone' } } }),
  },
  'delete /report-views/{id}': {
    who: 'reports.read',
    roles: readers,
    isUnknown: true,
    ask: () => ({ path: `/report-views/${uuidv7()}` }),
  },
  'get /report-schedules': { who: 'reports.read', ask: at('/report-schedules') },
  'post /report-schedules': {
    who: 'reports.read',
    ask: ({ readerId }) => ({
      path: '/report-schedules',
      json: { report: 'on-time', rhythm: 'daily', at: '07:00', format: 'csv', recipients: [readerId] },
    }),
  },
  'patch /report-schedules/{id}': {
    who: 'reports.read',
    isUnknown: true,
    ask: () => ({ path: `/report-schedules/${uuidv7()}`, json: { isActive: false } }),
  },
  'delete /report-schedules/{id}': {
    who: 'reports.read',
    isUnknown: true,
    ask: () => ({ path: `/report-schedules/${uuidv7()}` }),
  },
  'post /policies/what-if': {
    who: 'service_levels.write',
    ask: () => ({ path: '/policies/what-if', json: { code: 'economy', draft: { name: 'Draft' }, days: 1 } }),
  },
  'post /service-levels/{code}/reapply': {
    who: 'service_levels.write',
    isUnknown: true,
    ask: () => ({ path: '/service-levels/nothing_of_ours/reapply' }),
  },
  'get /shipments/{id}/commands/{commandId}': {
    who: 'anybody',
    isRelated: true,
    ask: ({ id }) => ({ path: `/shipments/${id}/commands/${uuidv7()}` }),
  },
  'get /track/{token}': { who: 'public', ask: () => ({ path: '/track/WB000000000000' }) },
  'post /proofs': { who: 'proofs.upload', ask: async () => ({ path: '/proofs', raw: await form() }) },
  'get /proofs/{id}': { who: 'anybody', isRelated: true, ask: ({ proofId }) => ({ path: `/proofs/${proofId}` }) },
  'get /exceptions': { who: 'exceptions.read', ask: at('/exceptions') },
  'get /exceptions/summary': { who: 'exceptions.read', ask: at('/exceptions/summary') },
  'get /exceptions/{id}': {
    who: 'exceptions.read',
    ask: ({ exceptionId }) => ({ path: `/exceptions/${exceptionId}` }),
  },
  'get /couriers': { who: 'couriers.read', ask: at('/couriers') },
  'get /courier/run': { who: 'runs.read', ask: at('/courier/run') },
  'get /service-levels': { who: 'service_levels.read', ask: at('/service-levels') },
  'get /service-levels/{code}': { who: 'service_levels.read', ask: at('/service-levels/economy') },
  'put /service-levels/{code}': {
    who: 'service_levels.write',
    ask: () => ({ path: '/service-levels/trial', json: { name: 'Trial' } }),
  },
  'get /calendars': { who: 'service_levels.read', ask: at('/calendars') },
  'get /calendars/{code}': { who: 'service_levels.read', ask: at('/calendars/office') },
  'put /calendars/{code}': {
    who: 'service_levels.write',
    ask: () => ({
      path: '/calendars/trial',
      json: { name: 'Trial', zone: 'UTC', hours: { mon: [['08:00', '18:00']] }, holidays: ['2026-12-25'] },
    }),
  },
  'get /alerts': { who: 'exceptions.read', roles: alerted, ask: at('/alerts') },
  'post /alerts/read': {
    who: 'exceptions.read',
    roles: alerted,
    ask: () => ({ path: '/alerts/read', json: {} }),
  },
  'get /alerts/preferences': { who: 'exceptions.read', roles: alerted, ask: at('/alerts/preferences') },
  'put /alerts/preferences': {
    who: 'exceptions.read',
    roles: alerted,
    ask: () => ({ path: '/alerts/preferences', json: defaultAlertPreferences }),
  },
  'get /alerts/undelivered': {
    who: 'exceptions.read',
    roles: ['supervisor', 'admin'],
    ask: at('/alerts/undelivered'),
  },
  'get /users': { who: 'users.read', ask: at('/users') },
  'post /users': { who: 'users.write', ask: () => ({ path: '/users', json: newUser() }) },
  'patch /users/{id}': {
    who: 'users.write',
    ask: ({ userId }) => ({ path: `/users/${userId}`, json: { name: 'Other name' } }),
  },
  'post /api-keys': {
    who: 'api_keys.write',
    ask: ({ userId }) => ({
      path: '/api-keys',
      json: { name: 'Key', userId, scopes: ['shipments.book'], expiresAt: '2099-01-01T00:00:00Z' },
    }),
  },
  'post /api-keys/{id}/revoke': {
    who: 'api_keys.write',
    isUnknown: true,
    ask: () => ({ path: `/api-keys/${uuidv7()}/revoke` }),
  },
}

/** Of a partner that is not there. */
function mappingRules(): Record<string, Rule> {
  const path = () => `/mappings/${uuidv7()}`
  const read = { who: 'mappings.read', isUnknown: true } as const
  const write = { who: 'mappings.write', isUnknown: true } as const
  return {
    'get /mappings/{partnerId}': { ...read, ask: () => ({ path: path() }) },
    'put /mappings/{partnerId}': { ...write, ask: () => ({ path: path(), json: { rules: [] } }) },
    'put /mappings/{partnerId}/draft': { ...read, ask: () => ({ path: `${path()}/draft`, json: {} }) },
    'delete /mappings/{partnerId}/draft': { ...read, ask: () => ({ path: `${path()}/draft` }) },
    'get /mappings/{partnerId}/words': { ...read, ask: () => ({ path: `${path()}/words` }) },
    'post /mappings/{partnerId}/try': { ...read, ask: () => ({ path: `${path()}/try`, json: {} }) },
    'post /mappings/{partnerId}/apply': { ...write, ask: () => ({ path: `${path()}/apply`, json: {} }) },
    'post /mappings/{partnerId}/apply/preview': {
      ...write,
      ask: () => ({ path: `${path()}/apply/preview`, json: {} }),
    },
  }
}

function importRules(): Record<string, Rule> {
  const path = (more = '') => ({ path: `/imports/${uuidv7()}${more}` })
  const read = { who: 'imports.read', isUnknown: true } as const
  const write = { who: 'imports.write', isUnknown: true } as const
  const moves = ['apply', 'pause', 'resume', 'cancel'].map((move): [string, Rule] => [
    `post /imports/{id}/${move}`,
    { ...write, ask: () => path(`/${move}`) },
  ])
  const status = { trackingNumber: 'WBNOWHERE', status: 'in_transit' }
  return {
    ...Object.fromEntries(moves),
    'post /imports': { who: 'imports.write', ask: () => ({ path: '/imports?dryRun=true', raw: statusFile() }) },
    'get /imports': { who: 'imports.read', ask: at('/imports') },
    'get /imports/{id}': { ...read, ask: () => path() },
    'patch /imports/{id}': { ...write, ask: () => ({ ...path(), json: {} }) },
    'get /imports/{id}/rows': { ...read, ask: () => path('/rows') },
    'get /imports/{id}/rows.csv': { ...read, ask: () => path('/rows.csv') },
    'post /partner/statuses': {
      who: 'imports.write',
      ask: () => ({ path: '/partner/statuses', json: status, headers: { 'idempotency-key': uuidv7() } }),
    },
  }
}

function statusFile(): FormData {
  const data = new FormData()
  data.set('file', new Blob(['tracking_number,status\nWBNOWHERE,in_transit\n']), 'status.csv')
  return data
}

/** An endpoint that is nobody's; test/api/webhooks.test.ts asks for those of others. */
function endpointRule(path: string, json?: object): Rule {
  return {
    who: 'webhooks.write',
    isUnknown: true,
    ask: () => ({ path: `/webhook-endpoints/${uuidv7()}${path}`, ...(json && { json }) }),
  }
}

function inAnHour(): string {
  return new Date(Date.now() + 3_600_000).toISOString()
}

function quote() {
  const { payment: _, ...rest } = booking() as Record<string, unknown>
  return rest
}

function newUser() {
  return { email: `${uuidv7()}@waybill.example`, name: 'New', roles: ['customer'] }
}

async function form(): Promise<FormData> {
  const data = new FormData()
  data.set('kind', 'photo')
  data.set('file', new Blob([await photo()]), 'x.jpg')
  return data
}

const roleOf = (person: Person) => person.replace(/\d$/, '').replace(/stranger|recipient/, 'customer') as Role
const staff: readonly Person[] = ['dispatcher', 'supervisor', 'finance', 'admin']

/** Three shipments, and who has to do with each. */
async function makeShipments(company: Company): Promise<Shown[]> {
  const [customer, stranger, partner, dispatcher, courier] = await Promise.all([
    company.as('customer'),
    company.as('stranger'),
    company.as('partner'),
    company.as('dispatcher'),
    company.as('courier'),
  ])
  const foreign = { recipient: { ...booking().recipient, email: 'somebody@else.example' } }
  const own = await customer.book()
  await dispatcher.does(own.id, 'assign', { courierIds: [company.users.courier] })
  await courier.does(own.id, 'accept')
  const strangers = await stranger.book(foreign)
  const partners = await partner.book(foreign)
  const raised = await dispatcher.does(own.id, 'raise', { type: 'address_problem', reason: 'incomplete' })
  const { body } = await courier.upload(await photo(), { kind: 'photo', shipmentId: own.id })
  const proofId = z.looseObject({ id: z.string() }).parse(body).id
  const exceptionId = raised.exceptions[0]?.id ?? ''
  const about = { exceptionId, userId: company.users.recipient, readerId: company.users.finance }
  return [
    { ...about, id: own.id, proofId, seenBy: [...staff, 'customer', 'recipient', 'courier'] },
    { ...about, id: strangers.id, proofId: uuidv7(), isUnknownProof: true, seenBy: [...staff, 'stranger'] },
    { ...about, id: partners.id, proofId: uuidv7(), isUnknownProof: true, seenBy: [...staff, 'partner'] },
    { ...about, id: uuidv7(), proofId: uuidv7(), isUnknownProof: true, seenBy: [] },
  ]
}

test('every route has a rule, and no rule is without a route', () => {
  const routes = routesOnly().map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(rules).toSorted()).toEqual(routes.toSorted())
})

test('every route answers every person as role and relation say, and as its schema says', async () => {
  await using company = await startCompany()
  const shipments = await makeShipments(company)
  const surprises: string[] = []
  const callers = new Map<Person | null, Awaited<ReturnType<Company['as']>>>([[null, await company.anybody()]])
  for (const person of persons) callers.set(person, await company.as(person))
  // Signing out comes last: it ends the sessions that the others use.
  const isSignOut = ({ method, path }: Route) => method === 'delete' && path === '/session'
  const routes = routesOnly().toSorted((a, b) => Number(isSignOut(a)) - Number(isSignOut(b)))
  for (const route of routes) {
    const rule = rules[`${route.method} ${route.path}`]
    if (!rule) throw new Error(route.path)
    for (const [person, caller] of callers) {
      for (const about of rule.isRelated ? shipments : shipments.slice(0, 1)) {
        const { path, ...rest } = await rule.ask(about)
        const answer = await caller.call(route.method.toUpperCase(), path, rest)
        const wanted = expected(rule, { person, about, route })
        const got = `${route.method} ${path} by ${person}: ${answer.status} ${answer.text.slice(0, 300)}`
        if (!wanted.includes(answer.status)) surprises.push(`${got}, not ${wanted}`)
        const schema = route.answers[answer.status]
        const checked = schema?.safeParse(answer.body)
        if (checked?.success === false) surprises.push(`${got}: ${z.prettifyError(checked.error)}`)
      }
    }
  }
  expect(surprises).toEqual([])
}, 180_000)

type Case = { person: Person | null; about: Shown; route: Route }

function expected({ who, roles, isRelated, isUnknown }: Rule, { person, about, route }: Case): number[] {
  const good = Object.keys(route.answers).map(Number)
  // The requests to public routes are made to fail in their own ways.
  if (who === 'public') return [...good, 401, 404, 429]
  if (person === null) return [401]
  const has = roles?.includes(roleOf(person)) ?? (who === 'anybody' || grants[roleOf(person)].includes(who))
  if (route.path === '/proofs/{id}' && about.isUnknownProof) return [404]
  // A right that comes before the shipment is told; a shipment that is not his is not.
  if (who === 'workflows.read' && !has) return [403]
  if (isRelated && !about.seenBy.includes(person)) return [404]
  if (!has) return [403]
  if (isUnknown) return [404]
  // Staff says for whom it does this.
  const forSomebody = ['/shipments', '/webhook-endpoints', '/imports', '/partner/statuses']
  const isForSomebody = route.method === 'post' && forSomebody.includes(route.path)
  return isForSomebody && staff.includes(person) ? [422] : good
}

test('unknown and foreign ids answer alike, byte for byte but for the trace', async () => {
  await using company = await startCompany({ hasWorkers: true })
  const [own, , , none] = await makeShipments(company)
  const stranger = await company.as('stranger')
  const paths = ['', '/events', `/commands/${uuidv7()}`]
  for (const path of paths) {
    const foreign = await stranger.get(`/shipments/${own?.id}${path}`)
    const unknown = await stranger.get(`/shipments/${none?.id}${path}`)
    expect(foreign.status).toBe(404)
    expect({ ...Object(foreign.body), traceId: '' }).toEqual({ ...Object(unknown.body), traceId: '' })
  }
})

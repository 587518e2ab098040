import { z } from 'zod'
import { bulletinAnswer, jobAnswer, staleAnswer, zoneAnswer } from '#domain/schemas/answers-operations.ts'
import { bulkInput, bulletinInput, jobQuery, staleQuery, whatIfInput, zoneInput } from '#domain/schemas/operations.ts'
import type { Services } from '../services/contract.ts'
import { csvOf } from './csv.ts'
import { ok, type Route } from './route.ts'

/** Many commands at once, and the jobs that they become. */
export function jobRoutes({ jobs }: Services): Route[] {
  return [
    {
      method: 'post',
      path: '/commands/bulk',
      summary: 'Up to 1,000 commands as one durable job; every row has its own answer',
      access: 'viewer',
      body: bulkInput,
      answers: { 202: jobAnswer },
      handle: async ({ body }, viewer) => {
        const job = await jobs.bulk(body, viewer)
        return { status: 202, body: job, headers: { Location: `/api/v1/jobs/${job.id}` } }
      },
    },
    {
      method: 'get',
      path: '/jobs',
      summary: 'My jobs, the newest first',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(jobAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await jobs.list(viewer), nextCursor: null }),
    },
    {
      method: 'get',
      path: '/jobs/{id}',
      summary: 'How far a job has come, with what became of its rows',
      access: 'viewer',
      query: jobQuery,
      answers: { 200: jobAnswer },
      handle: async ({ params, query }, viewer) => ok(await jobs.get(params.id ?? '', query, viewer)),
    },
    {
      method: 'post',
      path: '/jobs/{id}/cancel',
      summary: 'Stop a job; what was sent stays sent',
      access: 'viewer',
      answers: { 200: jobAnswer },
      handle: async ({ params }, viewer) => ok(await jobs.cancel(params.id ?? '', viewer)),
    },
  ]
}

/** Zones and their bulletins. */
export function zoneRoutes({ bulletins, zones }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/zones',
      summary: 'Map areas by postcodes',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(zoneAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await zones.list(viewer), nextCursor: null }),
    },
    {
      method: 'put',
      path: '/zones/{code}',
      summary: 'Make or change a zone',
      access: 'viewer',
      body: zoneInput,
      answers: { 200: zoneAnswer },
      handle: async ({ params, body }, viewer) => ok(await zones.put(params.code ?? '', body, viewer)),
    },
    {
      method: 'get',
      path: '/bulletins',
      summary: 'Bulletins, the newest first',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(bulletinAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await bulletins.list(viewer), nextCursor: null }),
    },
    {
      method: 'post',
      path: '/bulletins',
      summary: 'Stop the clocks of all parcels of a zone until an instant (supervisors)',
      access: 'viewer',
      body: bulletinInput,
      answers: { 201: bulletinAnswer },
      handle: async ({ body }, viewer) => ({ status: 201, body: await bulletins.publish(body, viewer) }),
    },
    {
      method: 'post',
      path: '/bulletins/{id}/end',
      summary: 'End a bulletin before its time',
      access: 'viewer',
      answers: { 202: bulletinAnswer },
      handle: async ({ params }, viewer) => ({ status: 202, body: await bulletins.end(params.id ?? '', viewer) }),
    },
  ]
}

/** Reports, and what an admin can try with a policy. */
export function policyRoutes({ reports, policies }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/reports/stale',
      summary: 'Statuses that are outdated, the oldest first; `format=csv` gives all of them',
      access: 'viewer',
      query: staleQuery,
      answers: { 200: staleAnswer },
      handle: async ({ query }, viewer) => {
        const { format } = staleQuery.parse(query)
        if (format === 'json') return ok(await reports.stale(query, viewer))
        const body = await csvOf(reports, query, viewer)
        const headers = { 'Content-Disposition': 'attachment; filename="stale-parcels.csv"' }
        return { status: 200, body, contentType: 'text/csv; charset=utf-8', headers }
      },
    },
    {
      method: 'post',
      path: '/policies/what-if',
      summary: 'Replay the last days under a draft of a service level; nothing is published',
      access: 'viewer',
      body: whatIfInput,
      answers: { 202: jobAnswer },
      handle: async ({ body }, viewer) => ({ status: 202, body: await policies.whatIf(body, viewer) }),
    },
    {
      method: 'post',
      path: '/service-levels/{code}/reapply',
      summary: 'Let running shipments go on under the newest version of their level',
      access: 'viewer',
      answers: { 202: jobAnswer },
      handle: async ({ params }, viewer) => ({ status: 202, body: await policies.reapply(params.code ?? '', viewer) }),
    },
  ]
}

import { z } from 'zod'
import { jobAnswer } from '#domain/schemas/answers-operations.ts'
import { bulkInput, jobQuery } from '#domain/schemas/operations.ts'
import type { Services } from '../services/contract.ts'
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

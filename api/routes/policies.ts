import { jobAnswer, staleAnswer } from '#domain/schemas/answers-operations.ts'
import { staleQuery, whatIfInput } from '#domain/schemas/operations.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'
import { staleCsv } from './stale-csv.ts'

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
        const body = await staleCsv(reports, query, viewer)
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

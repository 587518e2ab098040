import { z } from 'zod'
import {
  reportAnswer,
  reportParcelAnswer,
  reportScheduleAnswer,
  reportSummaryAnswer,
  reportViewAnswer,
} from '#domain/schemas/answers-reports.ts'
import { pageOf } from '#domain/schemas/answers-shared.ts'
import {
  reportParcelsQuery,
  reportQuery,
  reportScheduleInput,
  reportSchedulePatch,
  reportScheduleQuery,
  reportViewInput,
} from '#domain/schemas/reports.ts'
import { reportFile } from '#files/report-file.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Reply, type Route } from './route.ts'

/** Figures for the people who run the company, and for partners about their own parcels. */
export function reportRoutes({ reports }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/reports',
      summary: 'The reports that I may read',
      access: 'viewer',
      answers: { 200: listOf(reportSummaryAnswer) },
      handle: async (_request, viewer) => ok(all(await reports.gallery(viewer))),
    },
    {
      method: 'get',
      path: '/reports/{code}',
      summary: 'A report by its groups; `format` gives a file instead',
      access: 'viewer',
      query: reportQuery,
      answers: { 200: reportAnswer },
      handle: async ({ params, query }, viewer) => {
        const view = await reports.read(params.code ?? '', query, viewer)
        const { format } = reportQuery.parse(query)
        if (format === 'json') return ok(view)
        const { name, contentType, bytes } = await reportFile(view, format)
        return attached({ name, contentType, bytes })
      },
    },
    {
      method: 'get',
      path: '/reports/{code}/parcels',
      summary: 'The parcels behind a figure: of a group by its `key`, counted by `figure`',
      access: 'viewer',
      query: reportParcelsQuery,
      answers: { 200: pageOf(reportParcelAnswer) },
      handle: async ({ params, query }, viewer) => ok(await reports.parcels(params.code ?? '', query, viewer)),
    },
  ]
}

/** Questions that somebody keeps. */
export function reportViewRoutes({ reportViews }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/report-views',
      summary: 'My kept views, by name',
      access: 'viewer',
      answers: { 200: listOf(reportViewAnswer) },
      handle: async (_request, viewer) => ok(all(await reportViews.list(viewer))),
    },
    {
      method: 'post',
      path: '/report-views',
      summary: 'Keep a view; one of the same name is replaced',
      access: 'viewer',
      body: reportViewInput,
      answers: { 201: reportViewAnswer },
      handle: async ({ body }, viewer) => ({ status: 201, body: await reportViews.keep(body, viewer) }),
    },
    {
      method: 'delete',
      path: '/report-views/{id}',
      summary: 'Forget a view',
      access: 'viewer',
      answers: { 204: null },
      handle: async ({ params }, viewer) => {
        await reportViews.drop(params.id ?? '', viewer)
        return { status: 204 }
      },
    },
  ]
}

/** Reports that come by mail. */
export function reportScheduleRoutes({ reportSchedules }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/report-schedules',
      summary: 'The schedules, with their last sendings',
      access: 'viewer',
      query: reportScheduleQuery,
      answers: { 200: listOf(reportScheduleAnswer) },
      handle: async ({ query }, viewer) => ok(all(await reportSchedules.list(query, viewer))),
    },
    {
      method: 'post',
      path: '/report-schedules',
      summary: 'Mail a report again and again, to people of the company who may read it',
      access: 'viewer',
      body: reportScheduleInput,
      answers: { 201: reportScheduleAnswer },
      handle: async ({ body }, viewer) => ({ status: 201, body: await reportSchedules.create(body, viewer) }),
    },
    {
      method: 'patch',
      path: '/report-schedules/{id}',
      summary: 'Change a schedule, or let it rest',
      access: 'viewer',
      body: reportSchedulePatch,
      answers: { 200: reportScheduleAnswer },
      handle: async ({ params, body }, viewer) => ok(await reportSchedules.change(params.id ?? '', body, viewer)),
    },
    {
      method: 'delete',
      path: '/report-schedules/{id}',
      summary: 'End a schedule',
      access: 'viewer',
      answers: { 204: null },
      handle: async ({ params }, viewer) => {
        await reportSchedules.drop(params.id ?? '', viewer)
        return { status: 204 }
      },
    },
  ]
}

function listOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: z.null() })
}

function all<T>(items: readonly T[]) {
  return { items, nextCursor: null }
}

type Attachment = { name: string; contentType: string; bytes: Buffer }

function attached({ name, contentType, bytes }: Attachment): Reply {
  const headers = { 'Content-Disposition': `attachment; filename="${name}"` }
  return { status: 200, body: bytes, contentType, headers }
}

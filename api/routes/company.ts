import { z } from 'zod'
import { calendarAnswer, serviceLevelAnswer } from '#domain/schemas/answers-people.ts'
import { pageOf } from '#domain/schemas/answers-shared.ts'
import { exceptionAnswer } from '#domain/schemas/answers-shipment.ts'
import {
  caseAnswer,
  courierAnswer,
  exceptionSummaryAnswer,
  proofAnswer,
  runAnswer,
} from '#domain/schemas/answers-views.ts'
import { calendarInput } from '#domain/schemas/calendar.ts'
import { exceptionQuery, runQuery } from '#domain/schemas/lists.ts'
import { serviceLevelInput } from '#domain/schemas/settings.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'
import { readUpload } from './upload.ts'

/** The queue of what went wrong. */
export function exceptionRoutes({ exceptions }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/exceptions',
      summary: 'Exceptions, the next to climb first',
      access: 'viewer',
      query: exceptionQuery,
      answers: { 200: pageOf(exceptionAnswer) },
      handle: async ({ query }, viewer) => ok(await exceptions.list(query, viewer)),
    },
    {
      method: 'get',
      path: '/exceptions/summary',
      summary: 'Open exceptions by level and type',
      access: 'viewer',
      answers: { 200: exceptionSummaryAnswer },
      handle: async (_request, viewer) => ok(await exceptions.summary(viewer)),
    },
    {
      method: 'get',
      path: '/exceptions/{id}',
      summary: 'One exception with its causes and its ladder',
      access: 'viewer',
      answers: { 200: caseAnswer },
      handle: async ({ params }, viewer) => ok(await exceptions.get(params.id ?? '', viewer)),
    },
  ]
}

/** Pictures that prove a delivery. */
export function proofRoutes({ proofs }: Services): Route[] {
  return [
    {
      method: 'post',
      path: '/proofs',
      summary: 'Upload a picture (multipart: `file`, `kind`, `shipmentId`?), at most 10 MB',
      access: 'viewer',
      isUpload: true,
      answers: { 201: proofAnswer },
      handle: async ({ stream }, viewer) => {
        return { status: 201, body: await proofs.add(await readUpload(stream, viewer), viewer) }
      },
    },
    {
      method: 'get',
      path: '/proofs/{id}',
      summary: 'The picture itself, for who may see its shipment',
      access: 'viewer',
      answers: { 200: null },
      handle: async ({ params }, viewer) => {
        const { bytes, contentType } = await proofs.read(params.id ?? '', viewer)
        const headers = {
          'Content-Disposition': 'inline; filename="proof.jpg"',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cache-Control': 'private, max-age=3600, immutable',
        }
        return { status: 200, body: bytes, contentType, headers }
      },
    },
  ]
}

/** Couriers and the levels of service. */
export function companyRoutes({ couriers, serviceLevels }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/couriers',
      summary: 'Couriers with what they have in hand',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(courierAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await couriers.list(viewer), nextCursor: null }),
    },
    {
      method: 'get',
      path: '/courier/run',
      summary: 'My own day',
      access: 'viewer',
      query: runQuery,
      answers: { 200: runAnswer },
      handle: async ({ query }, viewer) => ok(await couriers.run(runQuery.parse(query).date ?? null, viewer)),
    },
    {
      method: 'get',
      path: '/service-levels',
      summary: 'The service levels in force',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(serviceLevelAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await serviceLevels.list(viewer), nextCursor: null }),
    },
    {
      method: 'get',
      path: '/service-levels/{code}',
      summary: 'One service level',
      access: 'viewer',
      answers: { 200: serviceLevelAnswer },
      handle: async ({ params }, viewer) => ok(await serviceLevels.get(params.code ?? '', viewer)),
    },
    {
      method: 'put',
      path: '/service-levels/{code}',
      summary: 'Publish a new version of a service level, or a new level',
      access: 'viewer',
      body: serviceLevelInput,
      answers: { 200: serviceLevelAnswer },
      handle: async ({ params, body }, viewer) => ok(await serviceLevels.put(params.code ?? '', body, viewer)),
    },
  ]
}

/** The open hours that ladders count. */
export function calendarRoutes({ calendars }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/calendars',
      summary: 'The calendars',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(calendarAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await calendars.list(viewer), nextCursor: null }),
    },
    {
      method: 'get',
      path: '/calendars/{code}',
      summary: 'One calendar',
      access: 'viewer',
      answers: { 200: calendarAnswer },
      handle: async ({ params }, viewer) => ok(await calendars.get(params.code ?? '', viewer)),
    },
    {
      method: 'put',
      path: '/calendars/{code}',
      summary: 'Change a calendar, or make a new one; later bookings count its hours',
      access: 'viewer',
      body: calendarInput,
      answers: { 200: calendarAnswer },
      handle: async ({ params, body }, viewer) => ok(await calendars.put(params.code ?? '', body, viewer)),
    },
  ]
}

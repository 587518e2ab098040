import { z } from 'zod'
import { bulletinAnswer, zoneAnswer } from '#domain/schemas/answers-operations.ts'
import { bulletinInput, zoneInput } from '#domain/schemas/operations.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

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

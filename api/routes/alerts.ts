import { alertPreferencesInput, alertQuery, alertReadInput } from '#domain/schemas/alerts.ts'
import {
  alertPreferencesAnswer,
  alertsAnswer,
  undeliveredAnswer,
  unreadAnswer,
} from '#domain/schemas/answers-alerts.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

/** What the staff was told of exceptions, and how each of them wants to be told. */
export function alertRoutes({ alerts }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/alerts',
      summary: 'My own alerts, the newest first',
      access: 'viewer',
      query: alertQuery,
      answers: { 200: alertsAnswer },
      handle: async ({ query }, viewer) => ok(await alerts.list(query, viewer)),
    },
    {
      method: 'post',
      path: '/alerts/read',
      summary: 'Mark alerts of mine as read; without `ids` all of them',
      access: 'viewer',
      body: alertReadInput,
      answers: { 200: unreadAnswer },
      handle: async ({ body }, viewer) => ok(await alerts.read(body, viewer)),
    },
    {
      method: 'get',
      path: '/alerts/preferences',
      summary: 'How I am told',
      access: 'viewer',
      answers: { 200: alertPreferencesAnswer },
      handle: async (_request, viewer) => ok(await alerts.preferences(viewer)),
    },
    {
      method: 'put',
      path: '/alerts/preferences',
      summary: 'Change how I am told; levels 3 and 4 cannot be switched off',
      access: 'viewer',
      body: alertPreferencesInput,
      answers: { 200: alertPreferencesAnswer },
      handle: async ({ body }, viewer) => ok(await alerts.setPreferences(body, viewer)),
    },
    {
      method: 'get',
      path: '/alerts/undelivered',
      summary: 'Messages of the last week that nobody has got, one row each, for supervisors and admins',
      access: 'viewer',
      answers: { 200: undeliveredAnswer },
      handle: async (_request, viewer) => ok({ items: await alerts.undelivered(viewer), nextCursor: null }),
    },
  ]
}

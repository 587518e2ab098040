import { pageOf } from '#domain/schemas/answers-shared.ts'
import {
  deliveryAnswer,
  endpointAnswer,
  newSecretAnswer,
  replayAnswer,
  testAnswer,
} from '#domain/schemas/answers-webhooks.ts'
import { deliveryQuery, endpointChange, endpointInput, endpointQuery, replayInput } from '#domain/schemas/webhooks.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

/** Where partners are told of events: their endpoints, and what became of each message. */
export function webhookRoutes(services: Services): Route[] {
  return [...endpointRoutes(services), ...actRoutes(services), ...deliveryRoutes(services)]
}

function endpointRoutes({ webhooks }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/webhook-endpoints',
      summary: 'My webhook endpoints, the newest first; everybody’s for admins',
      access: 'viewer',
      query: endpointQuery,
      answers: { 200: pageOf(endpointAnswer) },
      handle: async ({ query }, viewer) => ok(await webhooks.list(query, viewer)),
    },
    {
      method: 'post',
      path: '/webhook-endpoints',
      summary: 'Add an endpoint; the secret that signs its messages is shown this once',
      access: 'viewer',
      body: endpointInput,
      answers: { 201: newSecretAnswer },
      handle: async ({ body }, viewer) => {
        const endpoint = await webhooks.create(body, viewer)
        return { status: 201, body: endpoint, headers: { Location: `/api/v1/webhook-endpoints/${endpoint.id}` } }
      },
    },
    {
      method: 'get',
      path: '/webhook-endpoints/{id}',
      summary: 'One endpoint',
      access: 'viewer',
      answers: { 200: endpointAnswer },
      handle: async ({ params }, viewer) => ok(await webhooks.get(params.id ?? '', viewer)),
    },
    {
      method: 'patch',
      path: '/webhook-endpoints/{id}',
      summary: 'Change the address, the description, or what it is told of',
      access: 'viewer',
      body: endpointChange,
      answers: { 200: endpointAnswer },
      handle: async ({ params, body }, viewer) => ok(await webhooks.update(params.id ?? '', body, viewer)),
    },
    {
      method: 'delete',
      path: '/webhook-endpoints/{id}',
      summary: 'Delete an endpoint with all its messages',
      access: 'viewer',
      answers: { 204: null },
      handle: async ({ params }, viewer) => {
        await webhooks.remove(params.id ?? '', viewer)
        return { status: 204 }
      },
    },
  ]
}

function actRoutes({ webhooks }: Services): Route[] {
  return [
    {
      method: 'post',
      path: '/webhook-endpoints/{id}/rotate',
      summary: 'Make a new secret, shown this once; for a day the one before signs as well',
      access: 'viewer',
      answers: { 200: newSecretAnswer },
      handle: async ({ params }, viewer) => ok(await webhooks.rotate(params.id ?? '', viewer)),
    },
    {
      method: 'post',
      path: '/webhook-endpoints/{id}/test',
      summary: 'Send a signed `webhook.test` the way that every message goes',
      access: 'viewer',
      answers: { 202: testAnswer },
      handle: async ({ params }, viewer) => ({ status: 202, body: await webhooks.test(params.id ?? '', viewer) }),
    },
    {
      method: 'post',
      path: '/webhook-endpoints/{id}/enable',
      summary: 'Switch an endpoint on; what waits goes out at once',
      access: 'viewer',
      answers: { 200: endpointAnswer },
      handle: async ({ params }, viewer) => ok(await webhooks.enable(params.id ?? '', viewer)),
    },
    {
      method: 'post',
      path: '/webhook-endpoints/{id}/disable',
      summary: 'Switch an endpoint off; it is told of nothing that happens meanwhile',
      access: 'viewer',
      answers: { 200: endpointAnswer },
      handle: async ({ params }, viewer) => ok(await webhooks.disable(params.id ?? '', viewer)),
    },
    {
      method: 'post',
      path: '/webhook-endpoints/{id}/replay',
      summary: 'Deliver again what came after a message, or since an instant, each under the id it had',
      access: 'viewer',
      body: replayInput,
      answers: { 202: replayAnswer },
      handle: async ({ params, body }, viewer) => {
        return { status: 202, body: await webhooks.replay(params.id ?? '', body, viewer) }
      },
    },
  ]
}

function deliveryRoutes({ webhooks }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/webhook-deliveries',
      summary: 'Messages to my endpoints with every attempt, the newest first',
      access: 'viewer',
      query: deliveryQuery,
      answers: { 200: pageOf(deliveryAnswer) },
      handle: async ({ query }, viewer) => ok(await webhooks.deliveries(query, viewer)),
    },
  ]
}

import { epcisAnswer } from '#domain/schemas/answers-epcis.ts'
import { previewAnswer } from '#domain/schemas/answers-operations.ts'
import { traceAnswer } from '#domain/schemas/answers-partners.ts'
import { pageOf } from '#domain/schemas/answers-shared.ts'
import {
  appliedAnswer,
  commandStateAnswer,
  eventAnswer,
  pendingAnswer,
  shipmentAnswer,
} from '#domain/schemas/answers-shipment.ts'
import { quoteAnswer, summaryAnswer, trackAnswer, workflowAnswer } from '#domain/schemas/answers-views.ts'
import { bookInput, quoteInput } from '#domain/schemas/booking.ts'
import { commandInput } from '#domain/schemas/command.ts'
import { asOfQuery, eventQuery, shipmentQuery } from '#domain/schemas/lists.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

/** Quotes, bookings and reading. */
export function shipmentRoutes(services: Services): Route[] {
  const { quotes, shipments, track } = services
  return [
    {
      method: 'post',
      path: '/quotes',
      summary: 'What a shipment would cost, good for 15 minutes',
      access: 'viewer',
      body: quoteInput,
      answers: { 200: quoteAnswer },
      handle: async ({ body }, viewer) => ok(await quotes.quote(body, viewer)),
    },
    {
      method: 'post',
      path: '/shipments',
      summary: 'Book a shipment, once for each Idempotency-Key',
      access: 'viewer',
      body: bookInput,
      headers: { 'Idempotency-Key': 'A text of your own; the same key and body give the same shipment' },
      answers: { 201: shipmentAnswer },
      handle: async ({ body, header }, viewer) => {
        const shipment = await shipments.book(body, { viewer, idempotencyKey: header('idempotency-key') ?? '' })
        return { status: 201, body: shipment, headers: { Location: `/api/v1/shipments/${shipment.id}` } }
      },
    },
    {
      method: 'get',
      path: '/shipments',
      summary: 'The shipments that are yours to see',
      access: 'viewer',
      query: shipmentQuery,
      answers: { 200: pageOf(summaryAnswer) },
      handle: async ({ query }, viewer) => ok(await shipments.list(query, viewer)),
    },
    {
      method: 'get',
      path: '/shipments/{id}',
      summary: 'One shipment, by id or tracking number; as it is, or as it was known at an instant',
      access: 'viewer',
      query: asOfQuery,
      answers: { 200: shipmentAnswer },
      handle: async ({ params, query }, viewer) => ok(await shipments.get(params.id ?? '', viewer, query)),
    },
    ...historyRoutes(services),
    {
      method: 'get',
      path: '/track/{token}',
      summary: 'The public tracking page as data: by number, or by the token of a mailed link',
      access: 'public',
      answers: { 200: trackAnswer },
      handle: async ({ params, client }) => ok(await track.look(params.token ?? '', client)),
    },
  ]
}

/** What happened to one shipment, in several ways of telling it. */
function historyRoutes({ shipments }: Services): Route[] {
  return [
    {
      method: 'get',
      path: '/shipments/{id}/events',
      summary: 'What happened, in order',
      access: 'viewer',
      query: eventQuery,
      answers: { 200: pageOf(eventAnswer) },
      handle: async ({ params, query }, viewer) => ok(await shipments.events(params.id ?? '', query, viewer)),
    },
    {
      method: 'get',
      path: '/shipments/{id}/trace',
      summary: 'Whether it is late and why, and every report of a partner with what came of it',
      access: 'viewer',
      answers: { 200: traceAnswer },
      handle: async ({ params }, viewer) => ok(await shipments.trace(params.id ?? '', viewer)),
    },
    {
      method: 'get',
      path: '/shipments/{id}/workflow',
      summary: 'The history of the shipment’s workflow (admins)',
      access: 'viewer',
      answers: { 200: workflowAnswer },
      handle: async ({ params }, viewer) => ok(await shipments.workflow(params.id ?? '', viewer)),
    },
    {
      method: 'get',
      path: '/shipments/{id}/epcis',
      summary: 'What happened to the parcels, as an EPCIS 2.0 document',
      access: 'viewer',
      answers: { 200: epcisAnswer },
      handle: async ({ params }, viewer) => ok(await shipments.epcis(params.id ?? '', viewer)),
    },
  ]
}

/** Commands: the one way to change a shipment. */
export function commandRoutes({ commands }: Services): Route[] {
  return [
    {
      method: 'post',
      path: '/shipments/{id}/commands',
      summary: 'Give a command; the same commandId again gives the same answer',
      access: 'viewer',
      body: commandInput,
      answers: { 200: appliedAnswer, 202: pendingAnswer },
      handle: async ({ params, body }, viewer) => {
        const id = params.id ?? ''
        const { kind, ...answer } = await commands.send(id, body, viewer)
        if (kind === 'applied') return ok(answer)
        const headers = { Location: `/api/v1/shipments/${id}/commands/${answer.commandId}` }
        return { status: 202, body: { ...answer, state: 'pending' }, headers }
      },
    },
    {
      method: 'post',
      path: '/shipments/{id}/commands/preview',
      summary: 'What a command would do: money, messages, status; nothing is changed',
      access: 'viewer',
      body: commandInput,
      answers: { 200: previewAnswer },
      handle: async ({ params, body }, viewer) => ok(await commands.preview(params.id ?? '', body, viewer)),
    },
    {
      method: 'get',
      path: '/shipments/{id}/commands/{commandId}',
      summary: 'What became of a command; `unknown` means: send it again with the same id',
      access: 'viewer',
      answers: { 200: commandStateAnswer },
      handle: async ({ params }, viewer) => {
        const { state, answer } = await commands.state(params.id ?? '', params.commandId ?? '', viewer)
        if (answer?.kind !== 'applied') return ok({ state, answer: null })
        const { kind: _, ...applied } = answer
        return ok({ state, answer: applied })
      },
    },
  ]
}

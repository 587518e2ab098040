import { z } from 'zod'
import { jobAnswer } from '#domain/schemas/answers-operations.ts'
import {
  applyPreviewAnswer,
  draftAnswer,
  mappingAnswer,
  mappingOverviewAnswer,
  partnerAnswer,
  tryAnswer,
  vocabularyAnswer,
  wordAnswer,
} from '#domain/schemas/answers-partners.ts'
import { applyInput, draftInput, mappingInput, tryInput, wordQuery } from '#domain/schemas/mapping.ts'
import { partnerInput } from '#domain/schemas/settings.ts'
import { vocabularies } from '#domain/vocabularies/all.ts'
import type { Services } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

/** How partners' words become ours: read, tried, published, and applied to what was not understood before. */
export function mappingRoutes({ mappings, partners }: Services): Route[] {
  return [
    ...partnerRoutes(partners),
    {
      method: 'get',
      path: '/mappings',
      summary: 'Each partner with its mapping and what it does not understand',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(mappingOverviewAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await mappings.list(viewer), nextCursor: null }),
    },
    {
      method: 'get',
      path: '/vocabularies',
      summary: 'Public code lists that a mapping can begin from',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(vocabularyAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => {
        await mappings.list(viewer)
        return ok({ items: vocabularies, nextCursor: null })
      },
    },
    {
      method: 'get',
      path: '/mappings/{partnerId}',
      summary: 'The newest mapping of a partner, its versions and its draft',
      access: 'viewer',
      answers: { 200: mappingAnswer },
      handle: async ({ params }, viewer) => ok(await mappings.get(params.partnerId ?? '', viewer)),
    },
    {
      method: 'put',
      path: '/mappings/{partnerId}',
      summary: 'Publish a new version, in force at once or from an instant',
      access: 'viewer',
      body: mappingInput,
      answers: { 200: mappingAnswer },
      handle: async ({ params, body }, viewer) => ok(await mappings.publish(params.partnerId ?? '', body, viewer)),
    },
    {
      method: 'put',
      path: '/mappings/{partnerId}/draft',
      summary: 'Keep a draft, or send it to the admins',
      access: 'viewer',
      body: draftInput,
      answers: { 200: draftAnswer },
      handle: async ({ params, body }, viewer) => ok(await mappings.draft(params.partnerId ?? '', body, viewer)),
    },
    {
      method: 'delete',
      path: '/mappings/{partnerId}/draft',
      summary: 'Throw the draft away',
      access: 'viewer',
      answers: { 204: null },
      handle: async ({ params }, viewer) => {
        await mappings.discard(params.partnerId ?? '', viewer)
        return { status: 204 }
      },
    },
    ...wordRoutes(mappings),
  ]
}

function partnerRoutes(partners: Services['partners']): Route[] {
  return [
    {
      method: 'get',
      path: '/partners',
      summary: 'The distributors that send us parcels or carry legs of ours',
      access: 'viewer',
      answers: { 200: z.strictObject({ items: z.array(partnerAnswer), nextCursor: z.null() }) },
      handle: async (_request, viewer) => ok({ items: await partners.list(viewer), nextCursor: null }),
    },
    {
      method: 'post',
      path: '/partners',
      summary: 'A new partner (admins)',
      access: 'viewer',
      body: partnerInput,
      answers: { 201: partnerAnswer },
      handle: async ({ body }, viewer) => ({ status: 201, body: await partners.add(body, viewer) }),
    },
  ]
}

function wordRoutes(mappings: Services['mappings']): Route[] {
  return [
    {
      method: 'get',
      path: '/mappings/{partnerId}/words',
      summary: 'What a partner said, the most frequent first; by default only what was not understood',
      access: 'viewer',
      query: wordQuery,
      answers: { 200: z.strictObject({ items: z.array(wordAnswer), nextCursor: z.null() }) },
      handle: async ({ params, query }, viewer) =>
        ok({ items: await mappings.words(params.partnerId ?? '', query, viewer), nextCursor: null }),
    },
    {
      method: 'post',
      path: '/mappings/{partnerId}/try',
      summary: 'What a document makes of the words of the last months, or of some words',
      access: 'viewer',
      body: tryInput,
      answers: { 200: tryAnswer },
      handle: async ({ params, body }, viewer) => ok(await mappings.try(params.partnerId ?? '', body, viewer)),
    },
    {
      method: 'post',
      path: '/mappings/{partnerId}/apply/preview',
      summary: 'What reading earlier reports again would do',
      access: 'viewer',
      body: applyInput,
      answers: { 200: applyPreviewAnswer },
      handle: async ({ params, body }, viewer) => ok(await mappings.previewAgain(params.partnerId ?? '', body, viewer)),
    },
    {
      method: 'post',
      path: '/mappings/{partnerId}/apply',
      summary: 'Read earlier reports again, as a job; the same version twice changes nothing',
      access: 'viewer',
      body: applyInput,
      answers: { 202: jobAnswer },
      handle: async ({ params, body }, viewer) => {
        const job = await mappings.applyAgain(params.partnerId ?? '', body, viewer)
        return { status: 202, body: job, headers: { Location: `/api/v1/jobs/${job.id}` } }
      },
    },
  ]
}

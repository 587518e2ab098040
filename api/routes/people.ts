import { apiKeyAnswer, meAnswer, newUserAnswer, signedInAnswer, userAnswer } from '#domain/schemas/answers-people.ts'
import { pageOf } from '#domain/schemas/answers-shared.ts'
import { userQuery } from '#domain/schemas/lists.ts'
import { signInInput, welcomeInput } from '#domain/schemas/session.ts'
import { apiKeyInput, userChange, userInput } from '#domain/schemas/settings.ts'
import type { ApiKeyService } from '../services/api-keys.ts'
import type { Services, Viewer } from '../services/contract.ts'
import { ok, type Route } from './route.ts'

/** Signing in, and who somebody is. */
export function sessionRoutes({ session }: Services): Route[] {
  return [
    {
      method: 'post',
      path: '/session',
      summary: 'Sign in; sets the cookie and gives the same token for `Authorization: Bearer`',
      access: 'public',
      body: signInInput,
      answers: { 200: signedInAnswer },
      handle: async ({ body, client }) => {
        const signedIn = await session.signIn(body, client)
        return { status: 200, body: signedIn, session: signedIn }
      },
    },
    {
      method: 'delete',
      path: '/session',
      summary: 'Sign out',
      access: 'public',
      answers: { 204: null },
      handle: async ({ token }) => {
        if (token) await session.signOut(token)
        return { status: 204, session: null }
      },
    },
    {
      method: 'post',
      path: '/welcome',
      summary: 'Make the first admin, or set a password, with the token of a one-time link',
      access: 'public',
      body: welcomeInput,
      answers: { 200: signedInAnswer },
      handle: async ({ body }) => {
        const signedIn = await session.welcome(body)
        return { status: 200, body: signedIn, session: signedIn }
      },
    },
    {
      method: 'get',
      path: '/me',
      summary: 'Who I am and what I may do',
      access: 'viewer',
      answers: { 200: meAnswer },
      handle: async (_request, viewer) => ok(meOf(viewer)),
    },
  ]
}

function meOf({ userId, name, roles, permissions, partnerId }: Viewer) {
  return {
    id: userId,
    name,
    roles,
    permissions,
    ...(roles.includes('courier') && userId && { courierId: userId }),
    ...(partnerId && { partnerId }),
  }
}

/** The people of the house and the keys of machines: for admins. */
export function userRoutes({ users }: Services, apiKeys: ApiKeyService): Route[] {
  return [
    {
      method: 'get',
      path: '/users',
      summary: 'People, newest first',
      access: 'viewer',
      query: userQuery,
      answers: { 200: pageOf(userAnswer) },
      handle: async ({ query }, viewer) => ok(await users.list(query, viewer)),
    },
    {
      method: 'post',
      path: '/users',
      summary: 'Add a person; without a password an invitation link is made',
      access: 'viewer',
      body: userInput,
      answers: { 201: newUserAnswer },
      handle: async ({ body }, viewer) => ({ status: 201, body: await users.create(body, viewer) }),
    },
    {
      method: 'patch',
      path: '/users/{id}',
      summary: 'Change name, roles or partner, or switch somebody off',
      access: 'viewer',
      body: userChange,
      answers: { 200: userAnswer },
      handle: async ({ params, body }, viewer) => ok(await users.update(params.id ?? '', body, viewer)),
    },
    {
      method: 'post',
      path: '/api-keys',
      summary: 'Make an API key; it is shown this once',
      access: 'viewer',
      body: apiKeyInput,
      answers: { 201: apiKeyAnswer },
      handle: async ({ body }, viewer) => ({ status: 201, body: await apiKeys.create(body, viewer) }),
    },
    {
      method: 'post',
      path: '/api-keys/{id}/revoke',
      summary: 'End an API key',
      access: 'viewer',
      answers: { 204: null },
      handle: async ({ params }, viewer) => {
        await apiKeys.revoke(params.id ?? '', viewer)
        return { status: 204 }
      },
    },
  ]
}

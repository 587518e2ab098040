import { UserPlus } from 'lucide-react'
import { type Role, roles } from '#domain/actors.ts'
import { fieldMessages } from '../../field-messages.ts'
import { when } from '../../format.ts'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { RoleBoxes } from '../../parts/users/role-boxes.tsx'
import { UserRow } from '../../parts/users/user-row.tsx'
import { fieldOf, textsOf } from '../../server/form.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

export function meta() {
  return [{ title: 'People · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['admin'])
  return load(async () => {
    const search = new URL(request.url).searchParams
    const q = search.get('q')?.trim() ?? ''
    const cursor = search.get('cursor')
    const query = { limit: '50', ...(q && { q }), ...(cursor && { cursor }) }
    const { items, nextCursor } = await context.services.users.list(query, viewer)
    const reading = readingOf(request)
    return {
      q,
      nextCursor,
      viewerId: viewer.userId,
      people: items.map(({ id, name, email, roles: held, isActive, lastSeenAt }) => ({
        ...{ id, name, email, isActive },
        roles: held,
        lastSeen: lastSeenAt ? when(lastSeenAt, reading) : null,
      })),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['admin'])
  const form = await request.formData()
  const { users } = context.services
  const id = fieldOf(form, 'id')
  return await refusable(
    async () => {
      if (!id) {
        const input = { email: fieldOf(form, 'email'), name: fieldOf(form, 'name'), roles: rolesOf(form) }
        const { name, inviteUrl } = await users.create(input, viewer)
        return { id, done: `${name} was added.`, inviteUrl, problem: null }
      }
      const change = form.has('isActive') ? { isActive: form.get('isActive') === 'yes' } : { roles: rolesOf(form) }
      const { name } = await users.update(id, change, viewer)
      return { id, done: `${name} was changed.`, inviteUrl: null, problem: null }
    },
    (problem) => ({ id, done: null, inviteUrl: null, problem }),
  )
}

function rolesOf(form: FormData): Role[] {
  const chosen = textsOf(form, 'roles')
  return roles.filter((role) => chosen.includes(role))
}

export default function Users() {
  const { q, people, nextCursor, viewerId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">People</h1>
      {answer?.done && (
        <div role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm">
          <p className="font-semibold text-ok">{answer.done}</p>
          {answer.inviteUrl && (
            <p className="mt-1">
              Send this link; it works once: <code className="break-all select-all">{answer.inviteUrl}</code>
            </p>
          )}
        </div>
      )}
      {answer?.problem && answer.id && <ProblemSummary title={answer.problem.title} message={answer.problem.message} />}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="Everybody" isFlush aside={<SearchBox q={q} />}>
          <ul>
            {people.map((person) => (
              <UserRow key={person.id} person={person} isSelf={person.id === viewerId} />
            ))}
            {people.length === 0 && (
              <li className="border-t border-line px-5 py-6 text-sm text-text-2">Nobody matches “{q}”.</li>
            )}
          </ul>
          <KeysetLinks nextCursor={nextCursor} />
        </Card>
        <NewUser problem={answer && !answer.id ? answer.problem : null} />
      </div>
    </div>
  )
}

function SearchBox({ q }: { q: string }) {
  return (
    <Form role="search" className="min-w-0 grow sm:max-w-60">
      <input
        type="search"
        name="q"
        defaultValue={q}
        aria-label="Name or e-mail"
        placeholder="Name or e-mail"
        className="h-9 w-full rounded-md border border-line-strong bg-surface-1 px-3 text-sm placeholder:text-text-3"
      />
    </Form>
  )
}

type Problem = { title: string; message: string; errors: readonly { pointer: string; code: string; message: string }[] }

function NewUser({ problem }: { problem: Problem | null }) {
  const messages = fieldMessages(problem?.errors ?? [])
  return (
    <Card title="Add somebody">
      <Form method="post" className="flex flex-col gap-4">
        <FormErrorsProvider messages={messages} prefix="new-">
          {problem && (
            <ProblemSummary title={problem.title} message={problem.message} messages={messages} prefix="new-" />
          )}
          <TextField label="Name" name="name" required maxLength={120} autoComplete="off" />
          <TextField label="E-mail" name="email" type="email" required autoComplete="off" />
          <RoleBoxes held={[]} />
          <Button>
            <UserPlus aria-hidden="true" className="size-4" /> Add and get a link
          </Button>
        </FormErrorsProvider>
      </Form>
    </Card>
  )
}

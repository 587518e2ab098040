import { ShieldCheck } from 'lucide-react'
import { fieldMessages } from '../../field-messages.ts'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { fieldOf, filled, textOf } from '../../server/form.server.ts'
import { homeOf } from '../../server/guard.server.ts'
import { missing, refusable } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'

export function meta() {
  return [{ title: 'Welcome · Waybill' }]
}

export function loader({ request }: LoaderFunctionArgs) {
  const token = new URL(request.url).searchParams.get('token')
  if (!token) throw missing()
  return { token }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const [name, email] = [textOf(form, 'name'), textOf(form, 'email')]
  return await refusable(
    async () => {
      // As it was typed: a password may begin or end with a space.
      const password = String(form.get('password') ?? '')
      const signedIn = await context.services.session.welcome(
        filled({ token: fieldOf(form, 'token'), name, email, password }),
      )
      context.setSession(signedIn)
      throw redirect(homeOf(signedIn.user.roles))
    },
    (problem) => ({ problem, name, email }),
  )
}

export default function Welcome() {
  const { token } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const messages = fieldMessages(refused?.problem.errors ?? [])
  return (
    <div className="mx-auto max-w-md pt-8">
      <h1 className="text-2xl font-semibold">Welcome to Waybill</h1>
      <p className="mt-1 text-text-2">Set up your account. This link works once.</p>
      <Form
        method="post"
        reloadDocument
        className="mt-5 flex flex-col gap-4 rounded-lg border border-line bg-surface-1 p-6 shadow-card"
      >
        <FormErrorsProvider messages={messages}>
          {refused && (
            <ProblemSummary title={refused.problem.title} message={refused.problem.message} messages={messages} />
          )}
          <input type="hidden" name="token" value={token} />
          <TextField
            label="Name"
            name="name"
            autoComplete="name"
            defaultValue={refused?.name ?? ''}
            hint="Leave it empty if you were invited: it is known already."
          />
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={refused?.email ?? ''}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            hint="At least 8 characters. A sentence is a good password."
          />
          <Button size="large">
            <ShieldCheck aria-hidden="true" className="size-4" />
            Begin
          </Button>
        </FormErrorsProvider>
      </Form>
    </div>
  )
}

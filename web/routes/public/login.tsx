import { ArrowRight, LogIn } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { fieldOf } from '../../server/form.server.ts'
import { homeOf, safePath } from '../../server/guard.server.ts'
import { refusable } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { demoAccounts, demoPassword } from '../../words/demo.ts'

export function meta() {
  return [{ title: 'Sign in · Waybill' }]
}

export function loader({ request, context }: LoaderFunctionArgs) {
  const next = safePath(new URL(request.url).searchParams.get('next')) ?? ''
  if (context.viewer?.kind === 'user') throw redirect(next || homeOf(context.viewer.roles))
  return { next, isDemo: context.isDemo }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const email = fieldOf(form, 'email')
  return await refusable(
    async () => {
      const signedIn = await context.services.session.signIn(
        { email, password: fieldOf(form, 'password') },
        context.client,
      )
      context.setSession(signedIn)
      throw redirect(safePath(fieldOf(form, 'next')) ?? homeOf(signedIn.user.roles))
    },
    (problem) => ({ problem, email }),
  )
}

export default function Login() {
  const { next, isDemo } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <div className="grid grid-cols-1 items-start gap-8 pt-6 md:grid-cols-[minmax(0,24rem)_minmax(0,1fr)] md:pt-14">
      <div className="rounded-lg border border-line bg-surface-1 p-6 shadow-card">
        <h1 className="text-xl font-semibold">Sign in</h1>
        <Form method="post" reloadDocument className="mt-5 flex flex-col gap-4">
          {refused && <ProblemSummary title="That did not work" message={refused.problem.message} />}
          <input type="hidden" name="next" value={next} />
          <TextField
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={refused?.email ?? ''}
          />
          <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
          <Button size="large">
            <LogIn aria-hidden="true" className="size-4" />
            Sign in
          </Button>
        </Form>
      </div>
      {isDemo && <DemoAccounts next={next} />}
    </div>
  )
}

function DemoAccounts({ next }: { next: string }) {
  return (
    <section aria-labelledby="demo" className="md:pt-2">
      <h2 id="demo" className="text-lg font-semibold">
        Look around the demonstration company
      </h2>
      <p className="mt-1 text-sm text-text-2">
        One press signs you in. Open two browsers and watch one act on the other.
      </p>
      <ul className="mt-4 grid gap-2 sm:grid-cols-2">
        {demoAccounts.map(({ email, role, does }) => (
          <li key={email}>
            <Form method="post" reloadDocument className="h-full">
              <input type="hidden" name="next" value={next} />
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={demoPassword} />
              <button
                type="submit"
                className="group flex h-full w-full items-center justify-between gap-3 rounded-md border border-line bg-surface-1 p-3 text-start shadow-card hover:border-accent"
              >
                <span>
                  <span className="block font-semibold">{role}</span>
                  <span className="block text-sm text-text-2">{does}</span>
                </span>
                <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-text-3 group-hover:text-accent" />
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}

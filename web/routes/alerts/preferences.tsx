import { Save } from 'lucide-react'
import type { AlertPreferencesView } from '#domain/views-operations.ts'
import { fieldMessages } from '../../field-messages.ts'
import { when } from '../../format.ts'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from '../../framework.ts'
import { MutedTypes, QuietHours, Ways } from '../../parts/alerts/preference-fields.tsx'
import { preferencesOf } from '../../server/alert-actions.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'

export function meta() {
  return [{ title: 'How I am told · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const values = await context.services.alerts.preferences(viewer)
    const reading = readingOf(request)
    return {
      values,
      email: viewer.email ?? '',
      muted: values.muted.map(({ type, until }) => ({ type, until: when(until, reading), isKept: true })),
      zones: Intl.supportedValuesOf('timeZone'),
      isSaved: new URL(request.url).searchParams.has('saved'),
      // A form that was saved begins anew with what is kept.
      key: JSON.stringify(values),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  const { alerts } = context.services
  const form = await request.formData()
  const wanted: AlertPreferencesView = preferencesOf(form, await alerts.preferences(viewer))
  return await refusable(
    async () => {
      await alerts.setPreferences(wanted, viewer)
      throw redirect('/alerts/preferences?saved=1')
    },
    (problem) => ({ problem, wanted }),
  )
}

export default function Preferences() {
  const { values, email, muted, zones, isSaved, key } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const shown = refused?.wanted ?? values
  const messages = fieldMessages(refused?.problem.errors ?? [])
  const lines = muted.map((line) => ({ ...line, isKept: shown.muted.some(({ type }) => type === line.type) }))
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">How I am told</h1>
      {isSaved && !refused && (
        <p role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm font-semibold text-ok">
          Saved.
        </p>
      )}
      <Form key={key} method="post" className="flex flex-col gap-5">
        <FormErrorsProvider messages={messages}>
          {refused && (
            <ProblemSummary title={refused.problem.title} message={refused.problem.message} messages={messages} />
          )}
          <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
            <Ways values={shown} email={email} />
            <div className="flex flex-col gap-5">
              <QuietHours values={shown} zones={zones} />
              <MutedTypes muted={lines} />
            </div>
          </div>
        </FormErrorsProvider>
        <Button size="large" disabled={isBusy} className="w-fit">
          <Save aria-hidden="true" className="size-4" /> Save
        </Button>
      </Form>
    </div>
  )
}

import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { FilledProvider } from '../../parts/booking/values.tsx'
import { LevelFields } from '../../parts/policy/level-fields.tsx'
import { PageHead } from '../../parts/policy/page-head.tsx'
import { ReplayButton, ReplayCard } from '../../parts/policy/replay-card.tsx'
import { valuesOf } from '../../server/booking.server.ts'
import { calendarOptions } from '../../server/calendar-options.server.ts'
import { draftOf, packDraft, unpackDraft } from '../../server/draft.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { overrideCount } from '../../server/ladder-form.server.ts'
import { levelOf } from '../../server/level-form.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { daysOf, usualDays, whatIfMessages, whatIfValues } from '../../server/what-if.server.ts'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta({ data }: { data?: { title: string } }) {
  return [{ title: `What if: ${data?.title ?? 'service level'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const { serviceLevels } = context.services
  return load(async () => {
    const level = await serviceLevels.get(params.code ?? '', viewer)
    const draft = draftOf(request)
    const values = whatIfValues(level, draft?.code === level.code ? draft : null)
    return {
      code: level.code,
      version: level.version,
      title: level.name,
      values,
      overrides: overrideCount(values),
      calendars: await calendarOptions(context.services, viewer),
    }
  })
}

/** Starts the replay; `carry` only brings along what was typed into the form of the level. */
export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const { serviceLevels, policies } = context.services
  const code = params.code ?? ''
  const form = await request.formData()
  const values = { days: String(usualDays), ...valuesOf(form) }
  const shown = { values, overrides: overrideCount(values) }
  return await refusable(
    async () => {
      const { version } = await serviceLevels.get(code, viewer)
      const draft = { code, version, level: levelOf(form) }
      if (form.get('intent') === 'carry') {
        const packed = packDraft({ ...draft, days: usualDays })
        // What could not be published is shown as it was typed: the replay will tell what is wrong with it.
        if (!unpackDraft(packed)) return { problem: null, messages: {}, ...shown }
        throw redirect(`/admin/service-levels/${code}/what-if?draft=${packed}`)
      }
      const days = daysOf(form)
      const { id } = await policies.whatIf({ code, draft: draft.level, days }, viewer)
      throw redirect(`/admin/what-if/${id}?draft=${packDraft({ ...draft, days: Number(days) })}`)
    },
    (problem) => ({ problem, messages: whatIfMessages(problem.errors, form), ...shown }),
  )
}

export default function WhatIf() {
  const { code, version, title, values, overrides, calendars } = useLoaderData<typeof loader>()
  const posted = useActionData<typeof action>()
  const messages = posted?.messages ?? {}
  return (
    <div className="flex flex-col gap-5">
      <PageHead
        back={{ to: `/admin/service-levels/${code}`, name: title }}
        code={code}
        title={`What if: ${title}`}
        tag={<Tag>draft beside version {version}</Tag>}
      />
      <Form method="post" className="flex flex-col gap-5">
        <FilledProvider values={posted?.values ?? values}>
          <FormErrorsProvider messages={messages}>
            {posted?.problem && (
              <ProblemSummary title={posted.problem.title} message={posted.problem.message} messages={messages} />
            )}
            <ReplayCard />
            <LevelFields calendars={calendars} overrides={posted?.overrides ?? overrides} />
          </FormErrorsProvider>
        </FilledProvider>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <ReplayButton />
          <p className="text-sm text-text-2">Nothing is published by it.</p>
        </div>
      </Form>
    </div>
  )
}

import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { LevelFields } from '../../parts/policy/level-fields.tsx'
import { DraftNote, RunningCard, TryButton } from '../../parts/policy/level-parts.tsx'
import { RulePage } from '../../parts/rules/rule-page.tsx'
import { valuesOf } from '../../server/booking.server.ts'
import { calendarOptions } from '../../server/calendar-options.server.ts'
import { draftOf } from '../../server/draft.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { overrideCount } from '../../server/ladder-form.server.ts'
import { blankLevel, levelMessages, levelOf, levelValues } from '../../server/level-form.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { isSaved, orNew } from '../../server/rules.server.ts'

export function meta({ data }: { data?: { title: string } }) {
  return [{ title: `${data?.title ?? 'Service level'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const code = params.code ?? ''
  return load(async () => {
    const [level, calendars] = await Promise.all([
      orNew(code, { blank: blankLevel, get: () => context.services.serviceLevels.get(code, viewer) }),
      calendarOptions(context.services, viewer),
    ])
    const { version } = level
    const draft = draftOf(request)
    const isDraft = draft?.code === code
    const values = levelValues(isDraft ? { ...draft.level, version } : level)
    return {
      code,
      version,
      title: level.name || 'New service level',
      isSaved: isSaved(request, version),
      values,
      overrides: overrideCount(values),
      isDraft,
      calendars,
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const code = params.code ?? ''
  const form = await request.formData()
  return await refusable(
    async () => {
      const { version } = await context.services.serviceLevels.put(code, levelOf(form), viewer)
      throw redirect(`/admin/service-levels/${code}?saved=${version}`)
    },
    (problem) => {
      const values = valuesOf(form)
      return { problem, messages: levelMessages(problem.errors, form), values, overrides: overrideCount(values) }
    },
  )
}

export default function ServiceLevel() {
  const { calendars, overrides, isDraft, ...page } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const path = `/admin/service-levels/${page.code}`
  return (
    <div className="flex flex-col gap-5">
      <RulePage
        key={isDraft ? 'draft' : 'in force'}
        {...page}
        back={{ to: '/admin/service-levels', name: 'Service levels' }}
        keep="version they were booked under until you apply a newer one to them"
        note={isDraft && <DraftNote path={path} />}
        more={page.version > 0 && <TryButton path={path} />}
        refused={refused}
      >
        <LevelFields calendars={calendars} overrides={refused?.overrides ?? overrides} />
      </RulePage>
      {page.version > 1 && <RunningCard path={path} version={page.version} />}
    </div>
  )
}

import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { LadderCard, OverridesCard } from '../../parts/levels/ladder-cards.tsx'
import { AllowanceCard, ProofCard, SlaCard } from '../../parts/levels/time-cards.tsx'
import { FilledSelect, FilledText } from '../../parts/rules/filled.tsx'
import { RulePage } from '../../parts/rules/rule-page.tsx'
import { valuesOf } from '../../server/booking.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { overrideCount } from '../../server/ladder-form.server.ts'
import { blankLevel, levelMessages, levelOf, levelValues } from '../../server/level-form.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { isSaved, orNew } from '../../server/rules.server.ts'
import { Card } from '../../ui/card.tsx'

export function meta({ data }: { data?: { title: string } }) {
  return [{ title: `${data?.title ?? 'Service level'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const code = params.code ?? ''
  const { calendars, serviceLevels } = context.services
  return load(async () => {
    const [level, all] = await Promise.all([
      orNew(code, { blank: blankLevel, get: () => serviceLevels.get(code, viewer) }),
      calendars.list(viewer),
    ])
    const values = levelValues(level)
    return {
      code,
      version: level.version,
      title: level.name || 'New service level',
      isSaved: isSaved(request, level.version),
      values,
      overrides: overrideCount(values),
      calendars: [
        { value: 'default', label: 'By type: operations or office' },
        { value: 'always', label: 'Always open: all time counts' },
        ...all.map((calendar) => ({ value: calendar.code, label: `${calendar.name} for everything` })),
      ],
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
  const { calendars, overrides, ...page } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <RulePage {...page} back={{ to: '/admin/service-levels', name: 'Service levels' }} keep="version" refused={refused}>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Card title="Level">
          <div className="grid grid-cols-6 gap-3">
            <FilledText label="Name" name="name" required maxLength={80} autoComplete="off" className="col-span-4" />
            <FilledText label="Attempts" name="attempts" required inputMode="numeric" className="col-span-2" />
            <FilledSelect label="Calendar" name="calendar" required options={calendars} className="col-span-6" />
          </div>
        </Card>
        <Card title="Promise">
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            <FilledText label="Working days" name="promise.workingDays" isMarked inputMode="numeric" placeholder="1" />
            <FilledText label="By" name="promise.by" isMarked placeholder="18:00" autoComplete="off" />
            <FilledText
              label="Or a length of time"
              name="promise.length"
              isMarked
              placeholder="10 min"
              autoComplete="off"
              className="col-span-2 sm:col-span-1"
            />
          </div>
          <p className="mt-2 text-xs text-text-3">0 working days is the same day when booked by noon.</p>
        </Card>
      </div>
      <AllowanceCard />
      <SlaCard />
      <LadderCard />
      <OverridesCard count={refused?.overrides ?? overrides} />
      <ProofCard />
    </RulePage>
  )
}

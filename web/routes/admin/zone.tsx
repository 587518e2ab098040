import { Save } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from '../../framework.ts'
import { FilledProvider } from '../../parts/booking/values.tsx'
import { PageHead } from '../../parts/policy/page-head.tsx'
import { ZoneFields } from '../../parts/zones/zone-fields.tsx'
import { valuesOf } from '../../server/booking.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { sharedPrefixes } from '../../server/present-zones.server.ts'
import { load, missing, refusable } from '../../server/problems.server.ts'
import { blankZone, isZoneCode, zoneMessages, zoneOf, zoneValues } from '../../server/zone-form.server.ts'
import { Button } from '../../ui/button.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta({ data }: { data?: { title: string } }) {
  return [{ title: `${data?.title ?? 'Zone'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const code = params.code ?? ''
  return load(async () => {
    const zones = await context.services.zones.list(viewer)
    const known = zones.find((zone) => zone.code === code)
    if (!known && !isZoneCode(code)) throw missing()
    return {
      code,
      title: known?.name ?? 'New zone',
      isNew: !known,
      isSaved: known !== undefined && new URL(request.url).searchParams.has('saved'),
      shared: known ? sharedPrefixes(zones, known) : [],
      values: zoneValues(known ?? blankZone),
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
      await context.services.zones.put(code, zoneOf(form), viewer)
      throw redirect(`/admin/zones/${code}?saved`)
    },
    (problem) => ({ problem, messages: zoneMessages(problem.errors, form), values: valuesOf(form) }),
  )
}

export default function Zone() {
  const { code, title, isNew, isSaved, shared, values } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const messages = refused?.messages ?? {}
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <PageHead
        back={{ to: '/admin/zones', name: 'Zones' }}
        code={code}
        title={title}
        tag={isNew && <Tag tone="info">new</Tag>}
      />
      {isSaved && !refused && (
        <p role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm font-semibold text-ok">
          Saved: it counts for shipments that are booked from now on.
        </p>
      )}
      {shared.length > 0 && !refused && (
        <p className="rounded-md border border-warn bg-warn-soft px-4 py-3 text-sm text-warn">
          Another zone has these too, and only one of them can win: {shared.join(', ')}.
        </p>
      )}
      <Form method="post" className="flex flex-col gap-5">
        <FilledProvider values={refused?.values ?? values}>
          <FormErrorsProvider messages={messages}>
            {refused && (
              <ProblemSummary title={refused.problem.title} message={refused.problem.message} messages={messages} />
            )}
            <ZoneFields />
          </FormErrorsProvider>
        </FilledProvider>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button size="large" disabled={isBusy}>
            <Save aria-hidden="true" className="size-4" /> {isNew ? 'Add the zone' : 'Save'}
          </Button>
          <p className="text-sm text-text-2">
            Shipments keep the zone they were booked into until their address changes.
          </p>
        </div>
      </Form>
    </div>
  )
}

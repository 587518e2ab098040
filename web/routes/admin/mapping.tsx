import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { MappingWorkbench } from '../../parts/mappings/workbench.tsx'
import { PageHead } from '../../parts/policy/page-head.tsx'
import { withRole } from '../../server/guard.server.ts'
import { actOnMapping, workbenchOf } from '../../server/mappings.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, refusable } from '../../server/problems.server.ts'

export function meta({ data }: { data?: { bench: { partnerName: string } } }) {
  return [{ title: `${data?.bench.partnerName ?? 'Mapping'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const { searchParams } = new URL(request.url)
  const which = { mappings: context.services.mappings, partnerId: params.partnerId ?? '', viewer }
  return load(async () => ({
    bench: await workbenchOf(which, { q: searchParams.get('q') ?? '', reading: readingOf(request) }),
    done: searchParams.get('done') ?? '',
  }))
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const partnerId = params.partnerId ?? ''
  const form = await request.formData()
  return await refusable(
    async () => {
      const acted = await actOnMapping({ mappings: context.services.mappings, partnerId, viewer }, form)
      throw redirect(
        acted.to === 'job' ? `/dispatch/jobs/${acted.id}` : `/admin/mappings/${partnerId}?done=${acted.done}`,
      )
    },
    (problem) => problem,
  )
}

export default function Mapping() {
  const { bench, done } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>() ?? null
  const code = bench.version === 0 ? 'only our own words' : `version ${bench.version}`
  return (
    <div className="flex flex-col gap-5">
      <PageHead back={{ to: '/admin/mappings', name: 'Mappings' }} code={code} title={bench.partnerName} />
      <MappingWorkbench bench={bench} done={done} problem={problem} parcelPath="/dispatch/shipments" />
    </div>
  )
}

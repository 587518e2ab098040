import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { MappingWorkbench } from '../../parts/mappings/workbench.tsx'
import { withRole } from '../../server/guard.server.ts'
import { actOnMapping, workbenchOf } from '../../server/mappings.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing, refusable } from '../../server/problems.server.ts'

export function meta() {
  return [{ title: 'Status mapping · Waybill' }]
}

/** Somebody of a partner sees the mapping of the own house, and no other. */
function ownMapping(asked: LoaderFunctionArgs | ActionFunctionArgs) {
  const viewer = withRole(asked, ['partner'])
  if (viewer.partnerId === null) throw missing()
  return { mappings: asked.context.services.mappings, partnerId: viewer.partnerId, viewer }
}

export function loader(asked: LoaderFunctionArgs) {
  const own = ownMapping(asked)
  const { searchParams } = new URL(asked.request.url)
  return load(async () => ({
    bench: await workbenchOf(own, { q: searchParams.get('q') ?? '', reading: readingOf(asked.request) }),
    done: searchParams.get('done') ?? '',
  }))
}

export async function action(asked: ActionFunctionArgs) {
  const own = ownMapping(asked)
  const form = await asked.request.formData()
  return await refusable(
    async () => {
      const acted = await actOnMapping(own, form)
      throw redirect(acted.to === 'workbench' ? `/partner/mapping?done=${acted.done}` : '/partner/mapping')
    },
    (problem) => problem,
  )
}

export default function Mapping() {
  const { bench, done } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>() ?? null
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-semibold">Status mapping</h1>
        <p className="mt-2 max-w-prose text-sm text-text-2">
          Your words, and what each of them means to us. What is not understood moves no parcel: add a rule to the draft
          and send it, an admin publishes it.
        </p>
      </div>
      <MappingWorkbench bench={bench} done={done} problem={problem} parcelPath="/partner/packages" />
    </div>
  )
}

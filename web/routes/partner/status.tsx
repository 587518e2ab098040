import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { LookedCard } from '../../parts/imports/looked-card.tsx'
import { StatusForm } from '../../parts/imports/status-form.tsx'
import { fieldOf } from '../../server/form.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing, refusable } from '../../server/problems.server.ts'
import {
  applyLooked,
  blankValues,
  choicesFor,
  lookAt,
  lookedAt,
  numbersIn,
  statusValuesIn,
} from '../../server/statuses.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'

export function meta() {
  return [{ title: 'Bulk status · Waybill' }]
}

/** Somebody of a partner reports on the parcels of the own house. */
function deskOf(asked: LoaderFunctionArgs | ActionFunctionArgs) {
  const viewer = withRole(asked, ['partner'])
  if (viewer.partnerId === null) throw missing()
  const { services } = asked.context
  return { desk: { services, viewer, reading: readingOf(asked.request) }, partnerId: viewer.partnerId }
}

export function loader(asked: LoaderFunctionArgs) {
  const { desk, partnerId } = deskOf(asked)
  const search = new URL(asked.request.url).searchParams
  return load(async () => {
    const look = search.get('look')
    const [choices, looked] = await Promise.all([
      choicesFor(desk, partnerId),
      look === null ? null : lookedAt(desk, look),
    ])
    const isOpen = looked?.head.state === 'review'
    const numbers = numbersIn(search.getAll('number').join(' ')).join('\n')
    const hasEvidence = search.has('evidence')
    const values = isOpen ? { ...looked.values, hasEvidence } : { ...blankValues, numbers }
    return { choices, looked, values, look: isOpen ? looked.head.id : null }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { desk } = deskOf(asked)
  const form = await asked.request.formData()
  const values = statusValuesIn(form)
  return await refusable(
    async () => {
      if (form.get('intent') === 'apply') {
        const look = fieldOf(form, 'look')
        await applyLooked(desk, look)
        throw redirect(`/partner/status?look=${look}`)
      }
      const look = await lookAt(desk, form)
      throw redirect(`/partner/status?look=${look}${values.hasEvidence ? '&evidence=1' : ''}`)
    },
    (problem) => ({ problem, values }),
  )
}

export default function Status() {
  const { choices, looked, values, look } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isDone = looked !== null && look === null
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-semibold">Bulk status</h1>
        <p className="mt-1 max-w-prose text-sm text-text-2">
          The same status for many parcels: look at what it would do, then apply it. Each parcel answers for itself.
        </p>
      </div>
      <div
        className={cn(
          'grid grid-cols-1 items-start gap-5',
          looked ? 'xl:grid-cols-[minmax(0,1fr)_26rem]' : 'max-w-2xl',
        )}
      >
        {looked && <LookedCard looked={looked} />}
        <Card title={isDone ? 'Report on others' : 'What you report'}>
          <StatusForm
            key={look ?? (isDone ? 'others' : 'new')}
            values={refused?.values ?? values}
            problem={refused?.problem ?? null}
            {...{ choices, look }}
          />
        </Card>
      </div>
    </div>
  )
}

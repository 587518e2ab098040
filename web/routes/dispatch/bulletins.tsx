import { Megaphone } from 'lucide-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { BulletinForm } from '../../parts/bulletins/form.tsx'
import { BulletinItem } from '../../parts/bulletins/item.tsx'
import { useRereading } from '../../parts/jobs/use-rereading.ts'
import { wallTimeOf } from '../../server/act-fields.server.ts'
import { valuesOf } from '../../server/booking.server.ts'
import { bulletinInputOf, bulletinOf } from '../../server/bulletins.server.ts'
import { fieldOf } from '../../server/form.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

export function meta() {
  return [{ title: 'Bulletins · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { bulletins, zones, jobs } = context.services
    const search = new URL(request.url).searchParams
    const zone = search.get('zone')
    const canPublish = viewer.permissions.includes('bulletins.write')
    const [list, allZones, own, reach] = await Promise.all([
      bulletins.list(viewer),
      canPublish ? zones.list(viewer) : [],
      jobs.list(viewer),
      zone && canPublish ? bulletins.reach(zone, viewer) : null,
    ])
    const reading = readingOf(request)
    return {
      canPublish,
      zone,
      zones: allZones.map(({ code, name }) => ({ value: code, label: name })),
      reach,
      soonest: wallTimeOf(reading.nowMs, reading.zone),
      ending: search.get('ending'),
      lines: list.map((bulletin) => bulletinOf(bulletin, own, reading)),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  const form = await request.formData()
  const { bulletins } = context.services
  return await refusable(
    async () => {
      if (form.get('intent') !== 'end') {
        await bulletins.publish(bulletinInputOf(form, readingOf(request).zone), viewer)
        throw redirect('/dispatch/bulletins')
      }
      const id = fieldOf(form, 'id')
      await bulletins.end(id, viewer)
      // Its workflow lifts the holds one by one: the page follows until it is over.
      throw redirect(`/dispatch/bulletins?ending=${encodeURIComponent(id)}`)
    },
    (problem) => ({ ...problem, values: valuesOf(form) }),
  )
}

export default function Bulletins() {
  const { lines, canPublish, ending, ...form } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() ?? null
  useRereading(lines.some(({ id, ended, job }) => job?.state === 'running' || (id === ending && !ended)))
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Bulletins</h1>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <Card title="Published" isFlush className="max-lg:order-2">
          {lines.length === 0 ? (
            <EmptyState
              icon={Megaphone}
              title="No bulletins"
              words="When a storm or a closed depot stops a zone, one bulletin stops the clocks of all its parcels and tells everybody once."
            />
          ) : (
            <ul>
              {lines.map((line) => (
                <BulletinItem key={line.id} line={line} canEnd={canPublish} isEnding={line.id === ending} />
              ))}
            </ul>
          )}
        </Card>
        {canPublish ? (
          <BulletinForm {...form} refused={refused} />
        ) : (
          <Card title="Who publishes">
            <p className="text-sm text-text-2">
              Supervisors publish bulletins. Ask one of them when something stops a whole zone.
            </p>
          </Card>
        )}
      </div>
    </div>
  )
}

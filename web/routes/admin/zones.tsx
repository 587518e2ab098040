import { Map as MapIcon } from 'lucide-react'
import { type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { AddByCode } from '../../parts/rules/add-by-code.tsx'
import { ZoneRow } from '../../parts/zones/zone-row.tsx'
import { codeAsked } from '../../server/code-asked.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { zoneLine } from '../../server/present-zones.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

export function meta() {
  return [{ title: 'Zones · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['admin'])
  return load(async () => {
    const refused = codeAsked(request, '/admin/zones')
    return { refused, zones: (await context.services.zones.list(viewer)).map(zoneLine) }
  })
}

export default function Zones() {
  const { zones, refused } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Zones</h1>
      <p className="max-w-prose text-sm text-text-2">
        Areas by the beginning of the postcode; the longest one that fits wins. Queues are filtered by zones and
        bulletins hold all parcels of one. A shipment keeps the zone it was booked into until its address changes.
      </p>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="All zones" isFlush>
          {zones.length === 0 ? (
            <EmptyState icon={MapIcon} title="No zones yet" words="Add one by its code: then bulletins can reach it." />
          ) : (
            <ul>
              {zones.map((zone) => (
                <ZoneRow key={zone.code} zone={zone} />
              ))}
            </ul>
          )}
        </Card>
        <AddByCode title="Add a zone" refused={refused} example="berlin_nord" />
      </div>
    </div>
  )
}

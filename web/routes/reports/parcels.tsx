import { PackageSearch } from 'lucide-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { signedIn } from '../../server/guard.server.ts'
import { load } from '../../server/problems.server.ts'
import { reportParcelOf, reportQueryOf } from '../../server/reports.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Cell, KeysetLinks, Row, Table } from '../../ui/table.tsx'

const columns = ['Parcel', 'Booked', 'Status', 'First promise', 'Tries', 'Exceptions', 'Zone', 'Who had it']

export function meta() {
  return [{ title: 'Parcels of a report · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  const search = new URL(request.url).searchParams
  const code = params.code ?? ''
  return load(async () => {
    const query: Record<string, string> = { ...reportQueryOf(search, ['figure', 'cursor']), limit: '50' }
    const key = search.get('key')
    if (key !== null) query.key = key
    const { reports } = context.services
    const [{ items, nextCursor }, gallery] = await Promise.all([
      reports.parcels(code, query, viewer),
      reports.gallery(viewer),
    ])
    const back = new URLSearchParams(reportQueryOf(search))
    return {
      title: gallery.find((report) => report.code === code)?.title ?? '',
      back: `/reports/${code}?${back}`,
      nextCursor,
      parcels: items.map((item) => reportParcelOf(item, viewer.permissions.includes('reports.read'))),
    }
  })
}

export default function Parcels() {
  const { title, back, parcels, nextCursor } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="text-sm">
          <Link to={back} className="inline-block min-h-6 font-semibold text-accent">
            {title}
          </Link>
        </p>
        <h1 className="text-2xl font-semibold">The parcels behind the figure</h1>
      </div>
      <section aria-label="Parcels" className="rounded-lg border border-line bg-surface-1 shadow-card">
        {parcels.length === 0 ? (
          <EmptyState icon={PackageSearch} title="No parcels" words="This figure counts none in the period." />
        ) : (
          <Table caption="Parcels" columns={columns}>
            {parcels.map((parcel) => (
              <Row key={parcel.id}>
                <Cell className="max-md:basis-full">
                  <Link to={parcel.to} className="figures inline-block min-h-6 font-semibold hover:underline">
                    <bdi>{parcel.trackingNumber}</bdi>
                  </Link>
                </Cell>
                <Cell className="figures whitespace-nowrap text-text-2">{parcel.day}</Cell>
                <Cell>{parcel.status}</Cell>
                <Cell className="text-text-2">{parcel.onTime}</Cell>
                <Cell className="figures text-text-2">{parcel.tries}</Cell>
                <Cell className="figures text-text-2">{parcel.exceptions}</Cell>
                <Cell className="text-text-2">{parcel.zone}</Cell>
                <Cell className="text-text-2">{parcel.courierName ?? parcel.partnerName}</Cell>
              </Row>
            ))}
          </Table>
        )}
        <KeysetLinks nextCursor={nextCursor} />
      </section>
    </div>
  )
}

import { CircleCheck, Download, Printer } from 'lucide-react'
import { type LoaderFunctionArgs, useLoaderData, useSearchParams } from '../../framework.ts'
import { StaleFilters } from '../../parts/stale/filters.tsx'
import { StaleTable } from '../../parts/stale/table.tsx'
import { StaleTotals } from '../../parts/stale/totals.tsx'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { courierOptions } from '../../server/present-board.server.ts'
import { load } from '../../server/problems.server.ts'
import { staleOf, staleQueryOf } from '../../server/stale.server.ts'
import { zoneOptions } from '../../server/zones.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

export function meta({ data }: { data?: { total: number } }) {
  return [{ title: `${data ? `(${data.total}) ` : ''}Outdated · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const search = new URL(request.url).searchParams
    const { reports, couriers } = context.services
    const [report, zones, people] = await Promise.all([
      reports.stale({ ...staleQueryOf(search), limit: '50' }, viewer),
      zoneOptions(context.services, viewer),
      viewer.permissions.includes('couriers.read') ? couriers.list(viewer) : [],
    ])
    return {
      ...staleOf(report, readingOf(request)),
      zones,
      couriers: courierOptions(people).map(({ value, label }) => ({ value, label: label.split(',')[0] ?? label })),
      csv: `/api/v1/reports/stale?${new URLSearchParams({ ...staleQueryOf(search, true), format: 'csv' })}`,
    }
  })
}

export default function Stale() {
  const { at, total, byStatus, lines, nextCursor, partners, csv, ...lists } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const isFiltered = [...search.keys()].some((name) => !['cursor', 'trail'].includes(name))
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-2xl font-semibold">Outdated statuses</h1>
        <span className="text-sm text-text-3">as of {at.text}</span>
        <div className="ms-auto flex gap-2 print:hidden">
          <PrintButton />
          <ButtonLink to={csv} reloadDocument tone="secondary" size="small" download>
            <Download aria-hidden="true" className="size-4" /> CSV
          </ButtonLink>
        </div>
      </div>
      <StaleTotals byStatus={byStatus} total={total} />
      <StaleFilters {...lists} partners={partners} />
      <section
        aria-label="Outdated parcels"
        className="rounded-lg border border-line bg-surface-1 shadow-card print:border-0 print:shadow-none"
      >
        {lines.length === 0 ? (
          <EmptyState
            icon={CircleCheck}
            title={isFiltered ? 'Nothing under this filter' : 'Every status is fresh'}
            words={
              isFiltered
                ? 'Other parcels may be outdated.'
                : 'A parcel comes here when nobody has reported anything for longer than its service level allows.'
            }
            {...(isFiltered && {
              action: (
                <ButtonLink to="/dispatch/stale" tone="secondary">
                  Clear the filter
                </ButtonLink>
              ),
            })}
          />
        ) : (
          <StaleTable lines={lines} />
        )}
        <div className="print:hidden">
          <KeysetLinks nextCursor={nextCursor} />
        </div>
      </section>
    </div>
  )
}

function PrintButton() {
  return (
    <button
      type="button"
      onClick={() => window.print()}
      className="needs-scripts flex min-h-8 items-center gap-2 rounded-md border border-line-strong bg-surface-1 px-3 text-sm font-semibold hover:bg-surface-3"
    >
      <Printer aria-hidden="true" className="size-4" /> Print
    </button>
  )
}

import { ListChecks, PackageSearch, Search } from 'lucide-react'
import { Form, Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { PackageTable } from '../../parts/partner/package-table.tsx'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { packageLine, packageViews, statusChoices, viewOf } from '../../server/present-packages.server.ts'
import { load } from '../../server/problems.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

const chosen = 'chosen-packages'

export function meta() {
  return [{ title: 'Packages · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['partner'])
  return load(async () => {
    const search = new URL(request.url).searchParams
    const [q, status, cursor] = ['q', 'status', 'cursor'].map((name) => search.get(name)?.trim() ?? '')
    const view = viewOf(search.get('view'))
    const narrowed = {
      ...packageViews[view].query,
      ...(q && { q }),
      ...(status && { status }),
      ...(cursor && { cursor }),
    }
    const { items, nextCursor } = await context.services.shipments.list({ limit: '50', ...narrowed }, viewer)
    const reading = readingOf(request)
    return {
      ...{ q, status, view, nextCursor },
      views: Object.entries(packageViews).map(([key, { name }]) => ({ key, name })),
      statuses: statusChoices,
      rooms: items.slice(0, 20).map(({ id }) => `shipment:${id}`),
      lines: items.map((item) => packageLine(item, reading)),
    }
  })
}

export default function Packages() {
  const { lines, views, view, nextCursor, ...filters } = useLoaderData<typeof loader>()
  const isNarrowed = Boolean(filters.q || filters.status) || view !== 'all'
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">Packages</h1>
        <nav aria-label="Views" className="flex gap-1">
          {views.map(({ key, name }) => (
            <Link
              key={key}
              to={key === 'all' ? '/partner' : `/partner?view=${key}`}
              aria-current={key === view ? 'page' : undefined}
              className={cn(
                'flex min-h-9 items-center rounded-md px-3 text-sm font-semibold text-text-2',
                key === view && 'bg-accent-soft text-accent',
              )}
            >
              {name}
            </Link>
          ))}
        </nav>
      </div>
      <Filters {...filters} view={view} />
      <Card title="Parcels on your leg" isFlush>
        {lines.length === 0 ? (
          <Nothing isNarrowed={isNarrowed} />
        ) : (
          <>
            <PackageTable lines={lines} formId={chosen} />
            <Form
              id={chosen}
              action="/partner/status"
              className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3 sm:px-5"
            >
              <Button tone="secondary">
                <ListChecks aria-hidden="true" className="size-4" /> Report on the chosen ones
              </Button>
            </Form>
          </>
        )}
        <KeysetLinks nextCursor={nextCursor} />
      </Card>
    </div>
  )
}

type FilterProps = { q: string | undefined; status: string | undefined; statuses: typeof statusChoices; view: string }

function Filters({ q, status, statuses, view }: FilterProps) {
  return (
    <Form role="search" className="flex flex-wrap items-end gap-3">
      {view !== 'all' && <input type="hidden" name="view" value={view} />}
      <TextField
        label="Number, reference, name or address"
        name="q"
        defaultValue={q}
        isMarked
        className="grow basis-56"
      />
      <SelectField label="Status" name="status" defaultValue={status} options={statuses} isMarked />
      <Button tone="secondary">
        <Search aria-hidden="true" className="size-4" /> Find
      </Button>
    </Form>
  )
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const clear = (
    <ButtonLink to="/partner" tone="secondary">
      Show all
    </ButtonLink>
  )
  return isNarrowed ? (
    <EmptyState
      icon={Search}
      title="Nothing fits"
      words="The search and the filters hide every parcel."
      action={clear}
    />
  ) : (
    <EmptyState
      icon={PackageSearch}
      title="No parcels on your leg"
      words="A parcel shows here once it is booked for you or handed over to you."
    />
  )
}

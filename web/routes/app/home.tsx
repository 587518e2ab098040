import { CirclePlus, Inbox, Search } from 'lucide-react'
import type { ShipmentSummary } from '#domain/views.ts'
import { type Reading, when } from '../../format.ts'
import { Form, Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { signedIn } from '../../server/guard.server.ts'
import { needsIn } from '../../server/needs.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { isComing } from '../../server/present-customer.server.ts'
import { load } from '../../server/problems.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { KeysetLinks } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

const over = ['closed', 'cancelled', 'expired', 'returned', 'lost', 'disposed']

export function meta() {
  return [{ title: 'Shipments · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const search = new URL(request.url).searchParams
    const q = search.get('q')?.trim() ?? ''
    const cursor = search.get('cursor')
    const query = { limit: '50', ...(q && { q }), ...(cursor && { cursor }) }
    const { items, nextCursor } = await context.services.shipments.list(query, viewer)
    const reading = readingOf(request)
    const needs = await needsIn(items, { services: context.services, viewer })
    const rows = items.map((item) => ({ ...rowOf(item, reading), need: needs.get(item.id) ?? null }))
    const others = rows.filter(({ need }) => need === null)
    return {
      q,
      nextCursor,
      // Each of these shipments has a room of its own; the newest are the ones that move.
      rooms: items.slice(0, 20).map(({ id }) => `shipment:${id}`),
      groups: [
        { title: 'Needs you', rows: rows.filter(({ need }) => need !== null) },
        { title: 'On the way', rows: others.filter(({ status }) => !over.includes(status)) },
        { title: 'Done', rows: others.filter(({ status }) => over.includes(status)) },
      ].filter((group) => group.rows.length > 0),
    }
  })
}

function rowOf(item: ShipmentSummary, reading: Reading) {
  const { id, trackingNumber, reference, status, senderCity, recipientName, recipientCity, promiseTo } = item
  return {
    id,
    trackingNumber,
    reference,
    status,
    to: recipientName,
    route: `${senderCity} → ${recipientCity}`,
    by: promiseTo && isComing(status) && status !== 'delivered' ? when(promiseTo, reading) : null,
    updated: when(item.updatedAt, reading),
  }
}

type RowData = ReturnType<typeof rowOf> & { need: string | null }

export default function Home() {
  const { q, groups, nextCursor } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-semibold">Shipments</h1>
        <div className="flex grow flex-wrap justify-end gap-3">
          <Form role="search" className="flex min-w-0 grow gap-2 sm:max-w-sm">
            <input
              type="search"
              name="q"
              defaultValue={q}
              aria-label="Number, name or reference"
              placeholder="Number, name or reference"
              className="h-10 min-w-0 grow rounded-md border border-line-strong bg-surface-1 px-3 text-sm placeholder:text-text-3"
            />
            <Button tone="secondary" aria-label="Search">
              <Search aria-hidden="true" className="size-4" />
            </Button>
          </Form>
          <ButtonLink to="/app/shipments/new">
            <CirclePlus aria-hidden="true" className="size-4" /> Send a parcel
          </ButtonLink>
        </div>
      </div>
      {groups.length === 0 && <Nothing q={q} />}
      {groups.map(({ title, rows }) => (
        <Card
          key={title}
          title={title}
          aside={<span className="figures text-sm text-text-3">{rows.length}</span>}
          isFlush
        >
          <ul>
            {rows.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </ul>
        </Card>
      ))}
      <KeysetLinks nextCursor={nextCursor} />
    </div>
  )
}

function Line({ row }: { row: RowData }) {
  return (
    <li className="border-t border-line">
      <Link
        to={`/app/shipments/${row.id}`}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-surface-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,1.2fr)_11rem_9rem] sm:px-5"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{row.to}</span>
          <span className="block truncate text-sm text-text-3">{row.route}</span>
        </span>
        <span className="min-w-0 text-sm max-sm:order-3">
          <bdi className="figures block font-medium">{row.trackingNumber}</bdi>
          {row.reference && <span className="block truncate text-text-3">{row.reference}</span>}
        </span>
        <span className="max-sm:justify-self-end">
          <StatusChip status={row.status} />
        </span>
        <span className="figures text-sm text-text-2 max-sm:order-4 max-sm:text-end sm:text-end">
          <Last row={row} />
        </span>
      </Link>
    </li>
  )
}

/** What is wanted comes first, then when it arrives, then when it last moved. */
function Last({ row: { need, by, updated } }: { row: RowData }) {
  if (need) return <Tag tone="accent">{need}</Tag>
  if (!by) return <When at={updated} className="text-text-3" />
  return (
    <>
      by <When at={by} />
    </>
  )
}

function Nothing({ q }: { q: string }) {
  return (
    <Card title={q ? 'Nothing found' : 'No shipments yet'}>
      {q ? (
        <EmptyState
          icon={Search}
          title={`Nothing matches “${q}”`}
          words="The search looks at numbers, references, names and towns."
          action={
            <ButtonLink to="/app" tone="secondary">
              Clear the search
            </ButtonLink>
          }
        />
      ) : (
        <EmptyState
          icon={Inbox}
          title="Your first parcel takes a minute"
          words="Say where from and where to, choose how fast, pay. You see the price before you book."
          action={<ButtonLink to="/app/shipments/new">Send a parcel</ButtonLink>}
        />
      )}
    </Card>
  )
}

import { Search } from 'lucide-react'
import { ACTIVE, type Status, UNPAID } from '#domain/status.ts'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Form,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { ShipmentTable } from '../../parts/dispatch/shipment-table.tsx'
import { Unassigned } from '../../parts/dispatch/unassigned.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { courierOptions, lineOf } from '../../server/present-board.server.ts'
import { load } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { KeysetLinks } from '../../ui/table.tsx'

/** The views of the list; each is a question that a dispatcher asks. */
const views = [
  { key: 'open', name: 'Open', query: { status: [...UNPAID, ...ACTIVE].join(',') } },
  { key: 'late', name: 'Late', query: { overdue: 'true' } },
  { key: 'problems', name: 'With exceptions', query: { hasException: 'true' } },
  { key: 'delivered', name: 'Delivered', query: { status: 'delivered' satisfies Status } },
  { key: 'all', name: 'All', query: {} },
] as const

const sorts = {
  open: 'nextDeadline',
  late: 'nextDeadline',
  problems: 'nextDeadline',
  delivered: 'updated',
  all: 'newest',
}

export function meta() {
  return [{ title: 'Board · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const search = new URL(request.url).searchParams
    const q = search.get('q')?.trim() ?? ''
    const view = views.find(({ key }) => key === search.get('view')) ?? views[0]
    const cursor = search.get('cursor')
    const { shipments, couriers } = context.services
    const query = { ...(q ? {} : view.query), sort: q ? 'newest' : sorts[view.key], limit: '50' }
    const [waiting, list, people] = await Promise.all([
      shipments.list({ status: 'confirmed', sort: 'nextDeadline', limit: '50' }, viewer),
      shipments.list({ ...query, ...(q && { q }), ...(cursor && { cursor }) }, viewer),
      viewer.permissions.includes('couriers.read') ? couriers.list(viewer) : [],
    ])
    const reading = readingOf(request)
    return {
      rooms: ['board'],
      q,
      view: view.key,
      canAssign: viewer.permissions.includes('shipments.command'),
      waiting: waiting.items.map((item) => lineOf(item, reading)),
      lines: list.items.map((item) => lineOf(item, reading)),
      nextCursor: list.nextCursor,
      couriers: courierOptions(people),
    }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Board() {
  const { q, view, waiting, lines, nextCursor, couriers, canAssign } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Board</h1>
      <Unassigned lines={waiting} couriers={couriers} canAssign={canAssign} />
      <Card
        title="Shipments"
        isFlush
        aside={
          <Form role="search" className="flex min-w-0 grow gap-2 sm:max-w-xs">
            <input
              type="search"
              name="q"
              defaultValue={q}
              aria-label="Number, name, reference or town"
              placeholder="Number, name, reference, town"
              className="h-9 min-w-0 grow rounded-md border border-line-strong bg-surface-1 px-3 text-sm placeholder:text-text-3"
            />
            <Button tone="secondary" size="small" aria-label="Search">
              <Search aria-hidden="true" className="size-4" />
            </Button>
          </Form>
        }
      >
        <nav aria-label="Views" className="flex gap-1 overflow-x-auto px-4 pb-2 sm:px-5">
          {views.map(({ key, name }) => (
            <Link
              key={key}
              to={key === 'open' ? '/dispatch' : `/dispatch?view=${key}`}
              aria-current={!q && key === view ? 'page' : undefined}
              className={cn(
                'flex min-h-8 items-center rounded-md px-3 text-sm font-medium whitespace-nowrap text-text-2 hover:bg-surface-3',
                !q && key === view && 'bg-surface-3 text-text-1',
              )}
            >
              {name}
            </Link>
          ))}
        </nav>
        <ShipmentTable lines={lines} q={q} />
        <KeysetLinks nextCursor={nextCursor} />
      </Card>
    </div>
  )
}

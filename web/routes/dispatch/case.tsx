import { ChevronLeft } from 'lucide-react'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { CaseHead } from '../../parts/case/head.tsx'
import { Ladder } from '../../parts/case/ladder.tsx'
import { NextCard } from '../../parts/case/next-card.tsx'
import { ResolveForm } from '../../parts/case/resolve-form.tsx'
import { clientCommandAction } from '../../parts/client-action.ts'
import { NoteForm } from '../../parts/shipment/note-form.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { courierOptions } from '../../server/present-board.server.ts'
import { exceptionOf, factsOf, ladderOf } from '../../server/present-exception.server.ts'
import { timelineOf } from '../../server/present-shipment.server.ts'
import { load } from '../../server/problems.server.ts'
import { slotsFrom } from '../../server/slots.server.ts'
import { Card } from '../../ui/card.tsx'
import { Facts } from '../../ui/facts.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Timeline } from '../../ui/timeline.tsx'

export function meta({ data }: { data?: { line: { name: string; number: string } } }) {
  return [{ title: data ? `${data.line.name}, ${data.line.number} · Waybill` : 'Case · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { exceptions, couriers } = context.services
    const found = await exceptions.get(params.id ?? '', viewer)
    const reading = readingOf(request)
    const { exception, shipment } = found
    const needsCourier = exception.actions.includes('assign') && viewer.permissions.includes('couriers.read')
    return {
      rooms: [`shipment:${shipment.id}`, 'board'],
      viewerId: viewer.userId,
      preferred: new URL(request.url).searchParams.get('do'),
      line: exceptionOf(exception, reading),
      next: found.next,
      rungs: ladderOf(found, reading),
      facts: factsOf(found, reading),
      status: shipment.status,
      seq: shipment.seq,
      allowed: shipment.allowedCommands,
      days: timelineOf(found.causes, { reading, isStaff: true }),
      couriers: needsCourier ? courierOptions(await couriers.list(viewer)) : [],
      slots: slotsFrom(reading, { count: 8, hours: 2 }),
    }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Case() {
  const { line, next, rungs, facts, status, days, allowed, viewerId, ...rest } = useLoaderData<typeof loader>()
  const isOpen = line.state !== 'resolved'
  return (
    <div className="flex flex-col gap-5">
      <Link
        to="/dispatch/exceptions"
        className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent"
      >
        <ChevronLeft aria-hidden="true" className="size-4" /> Exceptions
      </Link>
      <CaseHead line={line} viewerId={viewerId} allowed={allowed} />
      <NextCard line={line} next={next} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex flex-col gap-5">
          {isOpen && allowed.includes('resolve') && line.actions.length > 0 && (
            <Card title="Resolve it" id="resolve">
              <ResolveForm line={line} {...rest} />
            </Card>
          )}
          <Card title="Why it is here">
            <Timeline days={days} />
          </Card>
          {allowed.includes('add_note') && (
            <Card title="Add a note" id="note">
              <NoteForm shipmentId={line.shipmentId} isStaff />
            </Card>
          )}
        </div>
        <div className="flex flex-col gap-5">
          <Card title="The ladder">
            <Ladder rungs={rungs} isOpen={isOpen} />
          </Card>
          <Card title="The shipment" aside={<StatusChip status={status} />}>
            <Link
              to={`/dispatch/shipments/${line.shipmentId}`}
              className="figures font-semibold text-accent underline underline-offset-4"
            >
              {line.number}
            </Link>
            <Facts facts={facts} />
          </Card>
        </div>
      </div>
    </div>
  )
}

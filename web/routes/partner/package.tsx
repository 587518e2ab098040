import { ChevronLeft } from 'lucide-react'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { CommandButton, CommandForm } from '../../parts/command-form.tsx'
import { PlacesCard } from '../../parts/shipment/places-card.tsx'
import { TraceCard } from '../../parts/shipment/trace-card.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { placesOf } from '../../server/present-customer.server.ts'
import { custodyOf, promiseOf, timelineOf } from '../../server/present-shipment.server.ts'
import { traceOf } from '../../server/present-trace.server.ts'
import { load } from '../../server/problems.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Timeline } from '../../ui/timeline.tsx'

export function meta({ data }: { data?: { number: string } }) {
  return [{ title: `${data?.number ?? 'Package'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['partner'])
  return load(async () => {
    const { shipments } = context.services
    const shipment = await shipments.get(params.id ?? '', viewer)
    const [{ items }, trace] = await Promise.all([
      shipments.events(shipment.id, { limit: '200' }, viewer),
      shipments.trace(shipment.id, viewer),
    ])
    const reading = readingOf(request)
    return {
      id: shipment.id,
      rooms: [`shipment:${shipment.id}`],
      number: shipment.trackingNumber,
      reference: shipment.reference,
      status: shipment.status,
      promise: promiseOf(shipment, reading),
      custody: custodyOf(shipment),
      days: timelineOf(items, { reading, isStaff: false }),
      trace: traceOf(trace, reading),
      places: placesOf(shipment, reading),
      canNote: shipment.allowedCommands.includes('add_note'),
      canReport: shipment.allowedCommands.includes('partner_status'),
    }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Package() {
  const { id, number, reference, status, promise, custody, days, trace, places, canNote, canReport } =
    useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <Link to="/partner" className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> Packages
      </Link>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <StatusChip status={status} isLarge />
          <h1 className="figures mt-2 text-2xl font-semibold">
            <bdi>{number}</bdi>
          </h1>
          <p className="mt-1 text-sm text-text-2">
            {[reference, promise && `promised ${promise.words}`].filter(Boolean).join(', ')}
          </p>
        </div>
        {canReport && (
          <ButtonLink to={`/partner/status?number=${number}`} tone="secondary">
            Report a status
          </ButtonLink>
        )}
      </header>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex flex-col gap-5">
          <TraceCard trace={trace} importPath="/partner/uploads" />
          <Card title="Events" aside={<span className="text-sm text-text-3">{custody}</span>}>
            <Timeline days={days} />
          </Card>
        </div>
        <div className="flex flex-col gap-5">
          {canNote && <NoteCard shipmentId={id} />}
          <PlacesCard places={places} isWithPhones />
        </div>
      </div>
    </div>
  )
}

const audiences = [
  { value: 'partner', label: 'Us and Waybill' },
  { value: 'everyone', label: 'Everyone on this parcel' },
]

function NoteCard({ shipmentId }: { shipmentId: string }) {
  return (
    <Card title="Add a note">
      <CommandForm shipmentId={shipmentId} type="add_note" className="flex flex-col gap-3">
        <TextArea label="Note" name="text" rows={3} required maxLength={2000} />
        <SelectField label="Who sees it" name="audience" required options={audiences} />
        <CommandButton tone="secondary" className="self-start">
          Add the note
        </CommandButton>
      </CommandForm>
    </Card>
  )
}

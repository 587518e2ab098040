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
import { IncidentForm } from '../../parts/courier/incident-form.tsx'
import { ReadyForm } from '../../parts/courier/ready-form.tsx'
import { Rest } from '../../parts/courier/rest.tsx'
import { NoteForm } from '../../parts/shipment/note-form.tsx'
import { FailForm } from '../../parts/stop/fail-form.tsx'
import { OtherSteps } from '../../parts/stop/other-steps.tsx'
import { PickUpFields } from '../../parts/stop/pick-up-fields.tsx'
import { PositionField } from '../../parts/stop/position-field.tsx'
import { ProofFields } from '../../parts/stop/proof-fields.tsx'
import { StopTicket } from '../../parts/stop/ticket.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { type StopPage, stopOf } from '../../server/present-stop.server.ts'
import { load } from '../../server/problems.server.ts'
import { type CourierStep, laterSteps, nextStep, stepName } from '../../words/stops.ts'

export function meta({ data }: { data?: { stop: { number: string } } }) {
  return [{ title: `${data?.stop.number ?? 'Stop'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { shipments } = context.services
    const shipment = await shipments.get(params.id ?? '', viewer)
    const { items: events } = await shipments.events(shipment.id, { limit: '200' }, viewer)
    return { rooms: [`shipment:${shipment.id}`, 'courier'], stop: stopOf(shipment, events, readingOf(request)) }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Stop() {
  const { stop } = useLoaderData<typeof loader>()
  const step = nextStep(stop.allowed)
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4">
      <Link to="/courier" className="flex min-h-11 w-fit items-center gap-1 font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-5" /> Today
      </Link>
      {step ? <NextStep key={step} stop={stop} step={step} /> : <Rest stop={stop} />}
      {stop.allowed.includes('decline') && <DeclineForm id={stop.id} isOffer={step === 'accept'} />}
      {stop.allowed.includes('fail_pickup') && <FailForm shipmentId={stop.id} type="fail_pickup" />}
      {stop.allowed.includes('fail_attempt') && <FailForm shipmentId={stop.id} type="fail_attempt" />}
      {stop.allowed.includes('make_available') && <ReadyForm stop={stop} />}
      {stop.allowed.includes('report_incident') && <IncidentForm stop={stop} />}
      <OtherSteps stop={stop} steps={laterSteps(stop.allowed).filter((other) => other !== 'deliver')} />
      {stop.allowed.includes('add_note') && (
        <details className="rounded-lg border border-line bg-surface-1 shadow-card">
          <summary className="flex min-h-14 items-center px-5 font-semibold">Add a note</summary>
          <div className="px-5 pb-5">
            <NoteForm shipmentId={stop.id} isStaff />
          </div>
        </details>
      )}
    </div>
  )
}

type StepProps = { stop: StopPage; step: CourierStep }

/** The whole stop is one form, so that its button stays under the thumb. */
function NextStep({ stop, step }: StepProps) {
  const hasProofs = step === 'deliver' || step === 'complete_return'
  return (
    <CommandForm
      shipmentId={stop.id}
      type={step}
      hasFiles={step === 'pick_up' || hasProofs}
      className="flex flex-col gap-4"
    >
      <StopTicket stop={stop} />
      {step === 'pick_up' && <PickUpFields stop={stop} />}
      {hasProofs && <ProofFields stop={stop} />}
      {(step === 'arrive_pickup' || step === 'arrive_dropoff') && (
        <section aria-label="Position" className="rounded-lg border border-line bg-surface-1 px-5 py-4 shadow-card">
          <PositionField />
        </section>
      )}
      <div className="sticky bottom-0 z-20 -mx-4 border-t border-line bg-surface-0 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:mx-0 sm:rounded-t-lg sm:border-x">
        <CommandButton size="thumb">{stepName(step, stop.status)}</CommandButton>
      </div>
    </CommandForm>
  )
}

function DeclineForm({ id, isOffer }: { id: string; isOffer: boolean }) {
  return (
    <CommandForm shipmentId={id} type="decline">
      <CommandButton tone="secondary" size="thumb">
        {isOffer ? 'Decline the offer' : 'Give the job back'}
      </CommandButton>
    </CommandForm>
  )
}

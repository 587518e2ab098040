import { ChevronRight, PackageCheck, TriangleAlert } from 'lucide-react'
import { dayHeading } from '../../format.ts'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { CommandButton, CommandForm } from '../../parts/command-form.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { type RunStopLine, runLinesOf, runStopOf } from '../../server/present-stop.server.ts'
import { load } from '../../server/problems.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { stopNames } from '../../words/stops.ts'

export function meta() {
  return [{ title: 'Today · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const reading = readingOf(request)
    const { stops, offers } = await context.services.couriers.run(null, viewer)
    const lines = runLinesOf(stops, reading)
    return {
      rooms: ['courier'],
      day: dayHeading(reading.nowMs, reading),
      offers: offers.map((stop) => runStopOf(stop, reading)),
      open: lines.filter(({ isDone }) => !isDone),
      done: lines.filter(({ isDone }) => isDone),
    }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Today() {
  const { offers, open, done } = useLoaderData<typeof loader>()
  const all = open.length + done.length
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-5">
      <div>
        <h1 className="text-2xl font-semibold">Today</h1>
        {all > 0 && (
          <div className="mt-2 flex items-center gap-3 text-sm text-text-2">
            <progress max={all} value={done.length} aria-label="Stops done" className="run-progress h-2 grow" />
            <span className="figures whitespace-nowrap">
              {done.length} of {all} stops
            </span>
          </div>
        )}
      </div>
      {offers.map((offer) => (
        <Offer key={offer.id} offer={offer} />
      ))}
      {all === 0 && offers.length === 0 && (
        <div className="rounded-lg border border-line bg-surface-1 shadow-card">
          <EmptyState
            icon={PackageCheck}
            title="Nothing to drive right now"
            words="New offers appear here by themselves. Keep the page open."
          />
        </div>
      )}
      {open.length > 0 && (
        <ol className="flex flex-col gap-3">
          {open.map((stop, index) => (
            <li key={`${stop.id}-${stop.kind}`}>
              <StopCard stop={stop} isNext={index === 0} />
            </li>
          ))}
        </ol>
      )}
      {done.length > 0 && (
        <details className="rounded-lg border border-line bg-surface-1 shadow-card">
          <summary className="flex min-h-14 items-center justify-between px-5 font-semibold">
            Done today <span className="figures text-text-3">{done.length}</span>
          </summary>
          <ul>
            {done.map((stop) => (
              <li
                key={`${stop.id}-${stop.kind}`}
                className="flex items-center justify-between gap-3 border-t border-line px-5 py-3"
              >
                <span className="min-w-0 truncate text-sm">{stop.name}</span>
                <StatusChip status={stop.status} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Offer({ offer }: { offer: RunStopLine }) {
  return (
    <section
      aria-label={`Offer ${offer.number}`}
      className="rounded-lg border-2 border-accent bg-surface-1 shadow-raised"
    >
      <div className="px-5 pt-4 pb-4">
        <p className="text-sm font-semibold text-accent">New offer</p>
        <h2 className="mt-1 text-xl font-semibold">{offer.name}</h2>
        <p className="text-text-2">
          {offer.street}, {offer.town}
        </p>
        <p className="figures mt-2 font-semibold">
          {offer.window} <span className="font-normal text-text-2">· {offer.parcels}</span>
        </p>
      </div>
      <div className="tear" />
      <div className="flex gap-2 p-4">
        <CommandForm shipmentId={offer.id} type="decline" className="grow basis-0">
          <CommandButton tone="secondary" size="thumb">
            Decline
          </CommandButton>
        </CommandForm>
        <CommandForm shipmentId={offer.id} type="accept" className="grow-2 basis-0">
          <CommandButton size="thumb">Accept</CommandButton>
        </CommandForm>
      </div>
    </section>
  )
}

function StopCard({ stop, isNext }: { stop: RunStopLine; isNext: boolean }) {
  return (
    <Link
      to={`/courier/stops/${stop.id}`}
      className={`flex items-center gap-4 rounded-lg border bg-surface-1 px-5 shadow-card hover:border-accent ${isNext ? 'border-accent py-5' : 'border-line py-4'}`}
    >
      <span className="min-w-0 grow">
        <span className="flex items-center gap-2 text-sm font-medium text-text-3">
          {isNext ? 'Next: ' : ''}
          {stopNames[stop.kind]}
          {stop.openExceptions > 0 && <TriangleAlert aria-label="Has a problem" className="size-4 text-danger" />}
        </span>
        <span className={`block font-semibold ${isNext ? 'text-xl' : 'text-lg'}`}>{stop.name}</span>
        <span className="block text-text-2">
          {stop.street}, {stop.town}
        </span>
        <span className="figures mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm font-medium">
          {stop.window}
          <span className="text-text-3">{stop.parcels}</span>
          <StatusChip status={stop.status} />
        </span>
      </span>
      <ChevronRight aria-hidden="true" className="size-6 shrink-0 text-text-3" />
    </Link>
  )
}

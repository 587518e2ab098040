import { Banknote, Navigation, Package, Phone, TriangleAlert } from 'lucide-react'
import type { StopPage } from '../../server/present-stop.server.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import { stopTitles } from '../../words/stops.ts'
import { Wish } from '../courier/wish.tsx'

const round =
  'flex min-h-12 grow basis-0 items-center justify-center gap-2 rounded-md border border-line-strong bg-surface-1 px-4 font-semibold hover:bg-surface-3'

/** Where to, when, what: readable at arm's length. */
export function StopTicket({ stop }: { stop: StopPage }) {
  return (
    <section aria-label="The stop" className="rounded-lg border border-line bg-surface-1 shadow-card">
      <div className="px-5 pt-4 pb-5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <StatusChip status={stop.status} isLarge />
          <bdi className="figures text-sm font-semibold tracking-wide">{stop.number}</bdi>
        </div>
        <h1 className="mt-4 text-2xl font-semibold">
          <span className="block text-sm font-medium tracking-normal text-text-3">{stopTitles[stop.kind]}</span>
          {stop.place.name}
        </h1>
        <address className="mt-1 text-lg text-text-2 not-italic">
          {stop.place.lines.slice(0, -1).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </address>
        {stop.window && <p className="figures mt-3 text-lg font-semibold">{stop.window}</p>}
        <div className="mt-4 flex gap-2">
          <a href={stop.mapUrl} target="_blank" rel="noreferrer" className={round}>
            <Navigation aria-hidden="true" className="size-5 text-accent" /> Navigate
          </a>
          {stop.place.phone && (
            <a href={`tel:${stop.place.phone.replaceAll(' ', '')}`} className={round}>
              <Phone aria-hidden="true" className="size-5 text-accent" /> Call
            </a>
          )}
        </div>
      </div>
      <div className="tear" />
      <div className="px-5 py-4">
        <Marks stop={stop} />
        {stop.wish && <Wish wish={stop.wish} />}
        <ul className="flex flex-col gap-2">
          {stop.parcels.map(({ barcode, words }) => (
            <li key={barcode} className="flex items-start gap-3">
              <Package aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-text-3" />
              <span className="min-w-0">
                <span className="block text-sm">{words}</span>
                <bdi className="figures block text-sm font-semibold">{barcode}</bdi>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Marks({ stop }: { stop: StopPage }) {
  return (
    <>
      {stop.cod && (
        <p className="mb-3 flex items-center gap-2 rounded-md bg-warn-soft px-3 py-2 font-semibold text-warn">
          <Banknote aria-hidden="true" className="size-5" />
          Collect <bdi className="figures">{stop.cod.words}</bdi> in cash
        </p>
      )}
      {[...stop.problems.map(({ name }) => name), ...stop.holds.map((reason) => `On hold: ${reason}`)].map((words) => (
        <p
          key={words}
          className="mb-3 flex items-center gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm font-semibold text-danger"
        >
          <TriangleAlert aria-hidden="true" className="size-5" />
          {words}
        </p>
      ))}
      {stop.attempts > 0 && <p className="mb-3 text-sm text-text-2">Failed attempts so far: {stop.attempts}</p>}
    </>
  )
}

import { ChevronLeft } from 'lucide-react'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
  useLocation,
} from '../../framework.ts'
import { CaseBody } from '../../parts/case/body.tsx'
import { CaseHead } from '../../parts/case/head.tsx'
import { NextCard } from '../../parts/case/next-card.tsx'
import { clientCommandAction } from '../../parts/client-action.ts'
import { actContextOf, choicesFor } from '../../server/act-context.server.ts'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { contactsOf, exceptionOf, factsOf, ladderOf, notesOf } from '../../server/present-exception.server.ts'
import { holdsOf } from '../../server/present-holds.server.ts'
import { timelineOf } from '../../server/present-shipment.server.ts'
import { traceOf } from '../../server/present-trace.server.ts'
import { load } from '../../server/problems.server.ts'

export function meta({ data }: { data?: { line: { name: string; number: string } } }) {
  return [{ title: data ? `${data.line.name}, ${data.line.number} · Waybill` : 'Case · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const [found, choices] = await Promise.all([
      context.services.exceptions.get(params.id ?? '', viewer),
      choicesFor(context.services, viewer),
    ])
    const reading = readingOf(request)
    const { exception, shipment } = found
    // What contradicts our view was said by a partner: in its own words.
    const isDoubt = exception.type === 'status_mismatch'
    const trace = isDoubt ? await context.services.shipments.trace(shipment.id, viewer) : null
    const mapsWords = viewer.permissions.includes('mappings.write')
    return {
      rooms: [`shipment:${shipment.id}`],
      viewerId: viewer.userId,
      preferred: new URL(request.url).searchParams.get('do'),
      line: exceptionOf(exception, reading),
      next: found.next,
      rungs: ladderOf(found, reading),
      facts: factsOf(found, reading),
      holds: holdsOf(shipment, reading),
      contacts: contactsOf(found),
      similar: found.similar.map((other) => exceptionOf(other, reading)),
      notes: notesOf(found, reading),
      seq: shipment.seq,
      allowed: shipment.allowedCommands,
      days: timelineOf(found.causes, { reading, isStaff: true }),
      trace: trace && traceOf(trace, reading),
      mappingPath: isDoubt && mapsWords && shipment.partnerId ? `/admin/mappings/${shipment.partnerId}` : null,
      context: actContextOf(reading, shipment, choices),
    }
  })
}

export type CaseData = Awaited<ReturnType<typeof loader>>

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Case() {
  const found = useLoaderData<typeof loader>()
  const { search } = useLocation()
  const { line, next, allowed, viewerId } = found
  return (
    // Another case is another page: what was unfolded or typed in the last one goes with it.
    <article key={line.id} aria-labelledby="case" className="@container flex flex-col gap-5">
      <Link
        to={`/dispatch/exceptions${search}`}
        className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent lg:hidden"
      >
        <ChevronLeft aria-hidden="true" className="size-4" /> Exceptions
      </Link>
      <CaseHead line={line} viewerId={viewerId} allowed={allowed} />
      <NextCard line={line} next={next} />
      <CaseBody {...found} />
    </article>
  )
}

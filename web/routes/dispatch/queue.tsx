import { exceptionTypes } from '#domain/exception-types.ts'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  type LoaderFunctionArgs,
  type ShouldRevalidateFunctionArgs,
  useLoaderData,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { Console } from '../../parts/queue/console.tsx'
import { filtersOf } from '../../parts/queue/read-queue.ts'
import { actContextOf, choicesFor } from '../../server/act-context.server.ts'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load } from '../../server/problems.server.ts'
import { countersOf, queuePageOf, queueQuery, tabOf } from '../../server/queue.server.ts'
import { zoneOptions } from '../../server/zones.server.ts'
import { typeName } from '../../words/exceptions.ts'
import { queueTable } from '../../words/queues.ts'

const firstRows = 50

export function meta({ data }: { data?: { counters: { open: number } } }) {
  return [{ title: `${data ? `(${data.counters.open}) ` : ''}Exceptions · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const search = new URL(request.url).searchParams
    const { exceptions } = context.services
    const tab = tabOf(search)
    const [page, summary, zones, choices] = await Promise.all([
      exceptions.list(queueQuery(search, firstRows), viewer),
      exceptions.summary(viewer),
      zoneOptions(context.services, viewer),
      choicesFor(context.services, viewer),
    ])
    const reading = readingOf(request)
    return {
      rooms: ['~board'],
      tab,
      sort: queueTable[tab].sort,
      viewerId: viewer.userId,
      canAct: viewer.permissions.includes('shipments.command'),
      page: queuePageOf(page, reading),
      counters: countersOf(summary),
      types: exceptionTypes.map((type) => ({ value: type, label: typeName(type) })),
      zones,
      context: actContextOf(reading, undefined, choices),
    }
  })
}

/** The list keeps itself fresh row by row: it is read anew only when it is asked for something else. */
export function shouldRevalidate({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs): boolean {
  return String(filtersOf(currentUrl.searchParams)) !== String(filtersOf(nextUrl.searchParams))
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Queue() {
  return <Console {...useLoaderData<typeof loader>()} />
}

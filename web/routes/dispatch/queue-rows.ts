import type { LoaderFunctionArgs } from '../../framework.ts'
import { signedIn } from '../../server/guard.server.ts'
import { jsonOf } from '../../server/json.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { queuePageOf, queueQuery } from '../../server/queue.server.ts'

const pageRows = 200

/** Further rows of the queue, for the list that grows as one scrolls. */
export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  const search = new URL(request.url).searchParams
  return jsonOf(async () => {
    const page = await context.services.exceptions.list(queueQuery(search, pageRows), viewer)
    return queuePageOf(page, readingOf(request))
  })
}

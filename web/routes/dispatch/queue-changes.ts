import type { LoaderFunctionArgs } from '../../framework.ts'
import { signedIn } from '../../server/guard.server.ts'
import { jsonOf } from '../../server/json.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { changesOf } from '../../server/queue.server.ts'

/** What has changed in a list that is on the screen. */
export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  const search = new URL(request.url).searchParams
  return jsonOf(() => changesOf(search, { context, viewer, reading: readingOf(request) }))
}

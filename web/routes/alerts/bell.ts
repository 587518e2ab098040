import type { LoaderFunctionArgs } from '../../framework.ts'
import { bellOf } from '../../server/bell.server.ts'
import { signedIn } from '../../server/guard.server.ts'

/** The bell alone, for when it may have changed. */
export async function loader(asked: LoaderFunctionArgs) {
  return Response.json((await bellOf(asked.context, signedIn(asked))).bell)
}

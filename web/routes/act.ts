import type { ActionFunctionArgs, ClientActionFunctionArgs } from '../framework.ts'
import { clientCommandAction } from '../parts/client-action.ts'
import { outcomeOf } from '../server/commands.server.ts'
import { signedIn } from '../server/guard.server.ts'

/** Any command, or its preview, for what stands outside of a page's own forms: keys, toasts and live previews. */
export async function action(args: ActionFunctionArgs) {
  const { result, status } = await outcomeOf(args, signedIn(args))
  return Response.json(result, { status })
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

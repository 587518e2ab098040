import { type LoaderFunctionArgs, redirect } from '../../framework.ts'
import { withRole } from '../../server/guard.server.ts'

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['partner'])
  return redirect('/partner/webhooks')
}

import { type ActionFunctionArgs, redirect } from '../../framework.ts'
import { withRole } from '../../server/guard.server.ts'
import { takeUpload } from '../../server/imports.server.ts'
import { jsonOf } from '../../server/json.server.ts'

export function loader() {
  return redirect('/partner/uploads/new')
}

/** The same as the form without scripts, for the script that shows how much of the file has gone out. */
export function action(asked: ActionFunctionArgs) {
  const viewer = withRole(asked, ['partner'])
  return jsonOf(async () => ({ to: await takeUpload(asked, viewer) }))
}

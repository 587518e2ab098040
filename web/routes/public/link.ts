import { type LoaderFunctionArgs, redirect } from '../../framework.ts'
import { load, missing } from '../../server/problems.server.ts'

/** A mailed link: the server has put its token into a cookie for this one parcel, so no secret stays in the address. */
export function loader({ context, params }: LoaderFunctionArgs) {
  return load(async () => {
    const token = params.token ?? ''
    const viewer = await context.services.track.viewerOfLink(token)
    if (!viewer) throw missing()
    const { trackingNumber } = await context.services.track.look(token, context.client)
    return redirect(`/track/${encodeURIComponent(trackingNumber)}`)
  })
}

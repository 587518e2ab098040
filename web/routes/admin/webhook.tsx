import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from '../../framework.ts'
import { EndpointView } from '../../parts/webhooks/page.tsx'
import { withRole } from '../../server/guard.server.ts'
import { actOnEndpoint, readEndpoint } from '../../server/webhooks.server.ts'

const base = '/admin/webhooks'

export function meta() {
  return [{ title: 'Webhook endpoint · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  return readEndpoint(asked, withRole(asked, ['admin']))
}

export function action(asked: ActionFunctionArgs) {
  return actOnEndpoint(asked, { viewer: withRole(asked, ['admin']), base })
}

export default function Endpoint() {
  const page = useLoaderData<typeof loader>()
  return <EndpointView page={page} answer={useActionData<typeof action>()} base={base} canChange={false} />
}

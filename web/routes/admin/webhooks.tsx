import { Webhook } from 'lucide-react'
import { type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { EndpointList } from '../../parts/webhooks/endpoint-list.tsx'
import { withRole } from '../../server/guard.server.ts'
import { readEndpoints } from '../../server/webhooks.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

export function meta() {
  return [{ title: 'Webhooks · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  return readEndpoints(asked, withRole(asked, ['admin']))
}

export default function Webhooks() {
  const { endpoints, nextCursor } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Webhooks</h1>
      <section
        aria-label="Endpoints of all partners"
        className="rounded-lg border border-line bg-surface-1 shadow-card *:first:*:first:border-t-0"
      >
        {endpoints.length === 0 ? (
          <EmptyState
            icon={Webhook}
            title="No endpoints"
            words="Partners add the addresses of their own systems in their console. They show here with how they are doing."
          />
        ) : (
          <EndpointList endpoints={endpoints} base="/admin/webhooks" hasPartner />
        )}
        <KeysetLinks nextCursor={nextCursor} />
      </section>
    </div>
  )
}

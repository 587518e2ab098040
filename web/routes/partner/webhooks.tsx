import { Webhook } from 'lucide-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from '../../framework.ts'
import { EndpointList } from '../../parts/webhooks/endpoint-list.tsx'
import { NewEndpoint } from '../../parts/webhooks/new-endpoint.tsx'
import { SecretBox } from '../../parts/webhooks/secret-box.tsx'
import { withRole } from '../../server/guard.server.ts'
import { refusable } from '../../server/problems.server.ts'
import { endpointInputOf, readEndpoints } from '../../server/webhooks.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

export function meta() {
  return [{ title: 'Webhooks · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  return readEndpoints(asked, withRole(asked, ['partner']))
}

export async function action(asked: ActionFunctionArgs) {
  const viewer = withRole(asked, ['partner'])
  const input = endpointInputOf(await asked.request.formData())
  return await refusable(
    async () => {
      const { id, secret } = await asked.context.services.webhooks.create(input, viewer)
      return { id, secret, problem: null, values: blank }
    },
    (problem) => ({ id: null, secret: null, problem, values: input }),
  )
}

const blank = { url: '', description: '', kinds: null }

export default function Webhooks() {
  const { endpoints, nextCursor } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-semibold">Webhooks</h1>
        <p className="mt-1 max-w-prose text-sm text-text-2">
          We tell your system of every event of your parcels: signed, in order for each parcel, and again until it
          arrives.
        </p>
      </div>
      {answer?.secret && <SecretBox secret={answer.secret} title="The endpoint was added." />}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Card title="Endpoints" isFlush>
          {endpoints.length === 0 ? (
            <EmptyState
              icon={Webhook}
              title="No endpoints yet"
              words="Add the address of your own system. It is shown a secret once, with which it knows our messages."
            />
          ) : (
            <EndpointList endpoints={endpoints} base="/partner/webhooks" />
          )}
          <KeysetLinks nextCursor={nextCursor} />
        </Card>
        <NewEndpoint key={answer?.id} problem={answer?.problem ?? null} values={answer?.values ?? blank} />
      </div>
    </div>
  )
}

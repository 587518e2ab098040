import { FastForward } from 'lucide-react'
import { AppError } from '#domain/errors.ts'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from '../../framework.ts'
import { PageHead } from '../../parts/policy/page-head.tsx'
import { withRole } from '../../server/guard.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta({ data }: { data?: { name: string } }) {
  return [{ title: `Apply to running shipments, ${data?.name ?? 'service level'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { context, params } = asked
  const viewer = withRole(asked, ['admin'])
  return load(async () => {
    const { code, name, version } = await context.services.serviceLevels.get(params.code ?? '', viewer)
    return { code, name, version }
  })
}

/** Lets running shipments go on under the version that was shown. */
export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const { serviceLevels, policies } = context.services
  const code = params.code ?? ''
  const form = await request.formData()
  return await refusable(
    async () => {
      const { version } = await serviceLevels.get(code, viewer)
      if (form.get('version') !== String(version)) {
        throw new AppError('precondition_failed', `Version ${version} was published meanwhile: look at it first.`)
      }
      const { id } = await policies.reapply(code, viewer)
      throw redirect(`/dispatch/jobs/${id}`)
    },
    (problem) => problem,
  )
}

export default function ApplyLevel() {
  const { code, name, version } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const back = `/admin/service-levels/${code}`
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <PageHead
        back={{ to: back, name }}
        code={code}
        title="Apply to running shipments"
        tag={<Tag>version {version}</Tag>}
      />
      {refused && <ProblemSummary title={refused.title} message={refused.message} />}
      <Card title={`Version ${version} for every open shipment of ${name}?`}>
        <ul className="flex list-disc flex-col gap-1.5 ps-5 text-sm text-text-2">
          <li>
            Open shipments that run under an older version go on under this one; otherwise they keep the version they
            were booked under.
          </li>
          <li>
            Deadlines that are running move by the difference, never into the past. Ladders count on by the new SLAs,
            and no level falls.
          </li>
          <li>What has been promised to customers and what people were told already stays.</li>
          <li>It cannot be undone at once: publish the earlier rules as a new version and apply that.</li>
        </ul>
        <Form method="post" className="mt-5 flex flex-wrap gap-3">
          <input type="hidden" name="version" value={version} />
          <Button tone="danger" disabled={isBusy}>
            <FastForward aria-hidden="true" className="size-4" /> Apply version {version}
          </Button>
          <ButtonLink to={back} tone="secondary">
            Leave them as they are
          </ButtonLink>
        </Form>
      </Card>
    </div>
  )
}

import { ChevronRight, Languages } from 'lucide-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { withRole } from '../../server/guard.server.ts'
import { overviewLine } from '../../server/present-mappings.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta() {
  return [{ title: 'Mappings · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const viewer = withRole(asked, ['admin'])
  return load(async () => ({ lines: (await asked.context.services.mappings.list(viewer)).map(overviewLine) }))
}

export default function Mappings() {
  const { lines } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Mappings</h1>
      <p className="max-w-prose text-sm text-text-2">
        Partners report in their own words. A mapping reads each of them as exactly one thing of ours; what it does not
        understand moves no parcel and waits for somebody.
      </p>
      <Card title="Partners" isFlush>
        {lines.length === 0 ? (
          <EmptyState icon={Languages} title="No partners yet" words="A partner comes with its first user or key." />
        ) : (
          <Table caption="Partners" columns={['Partner', 'Version', 'Rules', 'Not understood', '']}>
            {lines.map((line) => (
              <Row key={line.partnerId}>
                <Cell className="max-md:basis-full">
                  <Link
                    to={`/admin/mappings/${line.partnerId}`}
                    className="flex min-h-6 w-fit items-center gap-1 font-semibold text-accent"
                  >
                    {line.partnerName} <ChevronRight aria-hidden="true" className="size-4" />
                  </Link>
                </Cell>
                <Cell className="figures">{line.version === null ? 'none' : `version ${line.version}`}</Cell>
                <Cell className="figures">{line.rules} rules</Cell>
                <Cell className="figures">
                  {line.isQuiet ? 'nothing waits' : <Tag tone="warn">{line.doubted} reports</Tag>}
                </Cell>
                <Cell>{line.hasDraft && <Tag tone="info">{line.isDraftSent ? 'draft to publish' : 'draft'}</Tag>}</Cell>
              </Row>
            ))}
          </Table>
        )}
      </Card>
    </div>
  )
}

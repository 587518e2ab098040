import { MailCheck } from 'lucide-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { Deliveries } from '../../parts/alerts/deliveries.tsx'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { alertLineOf } from '../../server/present-alerts.server.ts'
import { load } from '../../server/problems.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { When } from '../../ui/when.tsx'

export function meta() {
  return [{ title: 'Undelivered alerts · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['supervisor', 'admin'])
  return load(async () => {
    const items = await context.services.alerts.undelivered(viewer)
    const reading = readingOf(request)
    return { lines: items.map((item) => ({ ...alertLineOf(item, reading), person: item.person })) }
  })
}

export default function Undelivered() {
  const { lines } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-semibold">Undelivered alerts</h1>
        <p className="mt-1 text-sm text-text-2">
          Messages of the last seven days that a person has not got outside of the app. One line a message.
        </p>
      </div>
      <section aria-label="Messages" className="rounded-lg border border-line bg-surface-1 shadow-card">
        {lines.length === 0 && (
          <EmptyState icon={MailCheck} title="Everything has arrived" words="No message of the last week is missing." />
        )}
        {lines.length > 0 && (
          <Table caption="Messages that did not arrive" columns={['Person', 'Alert', 'What became of it', 'Since']}>
            {lines.map(({ id, person, level, words, exceptionId, number, deliveries, at }) => (
              <Row key={`${id} ${deliveries[0]?.channel}`}>
                <Cell className="font-medium">{person}</Cell>
                <Cell className="max-md:basis-full">
                  <span className="flex flex-wrap items-center gap-2">
                    <LevelBadge level={level} />
                    <Link
                      to={`/dispatch/exceptions/${exceptionId}`}
                      className="figures font-semibold text-accent underline underline-offset-4"
                    >
                      <bdi>{number}</bdi>
                    </Link>
                  </span>
                  <span className="mt-1 block text-text-2">{words}</span>
                </Cell>
                <Cell>
                  <Deliveries deliveries={deliveries} />
                </Cell>
                <Cell className="text-text-3">
                  <When at={at} isRelative />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </section>
    </div>
  )
}

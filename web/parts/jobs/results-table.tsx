import { Link } from '../../framework.ts'
import type { ResultLine } from '../../server/present-jobs.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { resultStateTable } from '../../words/jobs.ts'

const views = [
  { show: null, name: 'Refused first' },
  { show: 'refused', name: 'Refused only' },
  { show: 'all', name: 'All' },
] as const

type Props = { rows: readonly ResultLine[]; more: number; show: string | null }

/** The answer to each row, with its reason. */
export function Results({ rows, more, show }: Props) {
  return (
    <Card title="Rows" isFlush>
      <nav aria-label="Rows to show" className="flex gap-1 overflow-x-auto px-4 pb-2 sm:px-5">
        {views.map((view) => (
          <Link
            key={view.name}
            to={view.show ? `?show=${view.show}` : '?'}
            preventScrollReset
            aria-current={view.show === show ? 'page' : undefined}
            className={cn(
              'flex min-h-8 items-center rounded-md px-3 text-sm font-medium whitespace-nowrap text-text-2 hover:bg-surface-3',
              view.show === show && 'bg-surface-3 text-text-1',
            )}
          >
            {view.name}
          </Link>
        ))}
      </nav>
      {rows.length === 0 ? (
        <p className="border-t border-line px-5 py-6 text-sm text-text-2">
          {show === 'refused' ? 'Nothing was refused.' : 'No rows.'}
        </p>
      ) : (
        <Table caption="What became of each row" columns={['Row', 'Shipment', 'Answer', 'Reason']}>
          {rows.map((row) => (
            <Row key={row.index}>
              <Cell className="figures text-text-3 md:w-16">{row.index + 1}</Cell>
              <Cell className="whitespace-nowrap">
                <Shipment row={row} />
              </Cell>
              <Cell className="md:w-28">
                <Tag tone={resultStateTable[row.state].tone}>{resultStateTable[row.state].name}</Tag>
              </Cell>
              <Cell className="text-text-2 max-md:basis-full md:w-1/2">{row.message ?? ''}</Cell>
            </Row>
          ))}
        </Table>
      )}
      {more > 0 && (
        <p className="border-t border-line px-5 py-3 text-sm text-text-2">
          <Link to="?show=all" preventScrollReset className="text-accent underline underline-offset-4">
            {more} more rows
          </Link>
        </p>
      )}
    </Card>
  )
}

function Shipment({ row: { number, shipmentId } }: { row: ResultLine }) {
  if (!number) return <code className="text-xs break-all text-text-3">{shipmentId}</code>
  return (
    <Link to={`/dispatch/shipments/${shipmentId}`} className="figures font-semibold hover:underline">
      <bdi>{number}</bdi>
    </Link>
  )
}

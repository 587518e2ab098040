import { SearchX } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { BoardLine } from '../../server/present-board.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { SlaClock } from '../../ui/sla-clock.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'

const columns = ['Shipment', 'Status', 'Route', 'Courier', 'Pickup', 'Next deadline']

/** The live list: one line a shipment. */
export function ShipmentTable({ lines, q }: { lines: readonly BoardLine[]; q: string }) {
  if (lines.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={q ? `Nothing matches “${q}”` : 'Nothing in this view'}
        words={
          q
            ? 'The search looks at numbers, references, names and towns.'
            : 'Choose another view, or wait: the list is live.'
        }
        action={
          <ButtonLink to={q ? '/dispatch' : '/dispatch?view=all'} tone="secondary">
            {q ? 'Clear the search' : 'Show all'}
          </ButtonLink>
        }
      />
    )
  }
  return (
    <Table caption="Shipments" columns={columns}>
      {lines.map((line) => (
        <Row key={line.id}>
          <Cell className="max-md:basis-full">
            <Link to={`/dispatch/shipments/${line.id}`} className="block min-w-0 hover:underline">
              <bdi className="figures font-semibold">{line.number}</bdi>
              <span className="block max-w-52 truncate text-text-3">{line.recipient}</span>
            </Link>
          </Cell>
          <Cell>
            <span className="flex items-center gap-2">
              <StatusChip status={line.status} />
              {line.worstLevel > 0 && <LevelBadge level={line.worstLevel} />}
            </span>
          </Cell>
          <Cell className="whitespace-nowrap">
            {line.from} → {line.to}
          </Cell>
          <Cell className={line.courier ? 'whitespace-nowrap' : 'text-text-3'}>{line.courier ?? 'None'}</Cell>
          <Cell className="figures whitespace-nowrap text-text-2">{line.pickup}</Cell>
          <Cell>
            {line.due ? (
              <SlaClock due={line.due} fromMs={line.updatedMs} />
            ) : (
              <span className="text-text-3 max-md:hidden">None</span>
            )}
          </Cell>
        </Row>
      ))}
    </Table>
  )
}

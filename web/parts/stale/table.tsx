import { Link } from '../../framework.ts'
import type { StaleLine } from '../../server/stale.server.ts'
import { cn } from '../../ui/cn.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { When } from '../../ui/when.tsx'
import { zoneWords } from '../../words/exceptions.ts'

const columns = ['Parcel', 'Status', 'Outdated for', 'Last news', 'Who has it', 'Zone', 'Exceptions']

/** The parcels nobody has heard of for too long, the oldest first. */
export function StaleTable({ lines }: { lines: readonly StaleLine[] }) {
  return (
    <Table caption="Outdated parcels" columns={columns}>
      {lines.map((line) => (
        <Row key={line.id}>
          <Cell className="max-md:basis-full">
            <Link to={`/dispatch/shipments/${line.id}`} className="figures font-semibold hover:underline">
              <bdi>{line.number}</bdi>
            </Link>
          </Cell>
          <Cell>
            <StatusChip status={line.status} />
          </Cell>
          <Cell className="figures font-medium whitespace-nowrap text-danger">{line.age}</Cell>
          <Cell className="whitespace-nowrap text-text-2">
            <When at={line.entered} />
          </Cell>
          <Cell className="text-text-2">
            {line.courier ?? line.partner ?? 'Nobody yet'}
            <span className="block text-xs text-text-3">{line.carriage}</span>
          </Cell>
          <Cell className="text-text-2">{line.zone && zoneWords(line.zone)}</Cell>
          <Cell className={cn('figures', line.openExceptions === 0 && 'text-text-3 max-md:hidden')}>
            {line.openExceptions > 0 ? `${line.openExceptions} open` : 'none'}
          </Cell>
        </Row>
      ))}
    </Table>
  )
}

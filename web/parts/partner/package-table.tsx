import { Link } from '../../framework.ts'
import type { PackageLine } from '../../server/present-packages.server.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

const delays = { on_time: null, at_risk: 'At risk', late: 'Late' } as const

type Props = { lines: readonly PackageLine[]; formId: string }

/** Parcels, each with a box to report on many at once. */
export function PackageTable({ lines, formId }: Props) {
  return (
    <Table caption="Packages" columns={['', 'Number', 'Way', 'Status', 'Delay', 'Promised', 'Last news']}>
      {lines.map((line) => (
        <Row key={line.id}>
          <Cell>
            <label className="grid size-6 place-items-center">
              <span className="sr-only">Choose {line.trackingNumber}</span>
              <input type="checkbox" name="number" value={line.trackingNumber} form={formId} className="size-4" />
            </label>
          </Cell>
          <Cell className="max-md:grow">
            <Link
              to={`/partner/packages/${line.id}`}
              className="figures inline-flex min-h-6 items-center font-semibold text-accent"
            >
              <bdi>{line.trackingNumber}</bdi>
            </Link>
            {line.reference && <span className="block text-xs text-text-3">{line.reference}</span>}
          </Cell>
          <Cell className="text-text-2">{line.route}</Cell>
          <Cell>
            <StatusChip status={line.status} />
          </Cell>
          <Cell>
            {delays[line.delay] && <Tag tone={line.delay === 'late' ? 'danger' : 'warn'}>{delays[line.delay]}</Tag>}
          </Cell>
          <Cell className="figures text-text-2">{line.by && <When at={line.by} />}</Cell>
          <Cell className="figures text-text-3">
            <When at={line.updated} />
          </Cell>
        </Row>
      ))}
    </Table>
  )
}

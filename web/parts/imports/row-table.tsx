import { Link } from '../../framework.ts'
import type { RowLine } from '../../server/present-imports.server.ts'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { rowTable } from '../../words/imports.ts'

type Props = { rows: readonly RowLine[]; parcelPath: string; caption: string }

/** Rows of an import with what became of each, and why. */
export function RowTable({ rows, parcelPath, caption }: Props) {
  return (
    <Table caption={caption} columns={['Line', 'Parcel', 'Said', 'When', 'Outcome', 'Why']}>
      {rows.map((row) => (
        <Row key={row.line}>
          <Cell className="figures text-text-3 md:w-16">{row.line}</Cell>
          <Cell className="figures break-all max-md:grow md:w-40">
            <Parcel row={row} path={parcelPath} />
          </Cell>
          <Cell className="break-words text-text-2">
            {row.words}
            {row.place && <span className="block text-xs text-text-3">{row.place}</span>}
          </Cell>
          <Cell className="figures whitespace-nowrap text-text-3">
            {row.at && <time dateTime={row.at.iso}>{row.at.text}</time>}
          </Cell>
          <Cell>
            <OutcomeTag row={row} />
          </Cell>
          <Cell className="text-text-2 max-md:basis-full md:w-1/4">{row.why}</Cell>
        </Row>
      ))}
    </Table>
  )
}

function OutcomeTag({ row: { outcome, result } }: { row: RowLine }) {
  const { name, tone } = rowTable[result ?? outcome]
  return <Tag tone={tone}>{name}</Tag>
}

function Parcel({ row: { number, shipmentId }, path }: { row: RowLine; path: string }) {
  if (!shipmentId) return <bdi>{number || 'none'}</bdi>
  return (
    <Link to={`${path}/${shipmentId}`} className="inline-flex min-h-6 items-center font-semibold text-accent">
      <bdi>{number}</bdi>
    </Link>
  )
}

import { Link } from '../../framework.ts'
import type { ImportLine } from '../../server/present-imports.server.ts'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { importStateTable } from '../../words/imports.ts'

type Props = { lines: readonly ImportLine[]; base: string; isOfAll?: boolean }

/** Imports, each with how its rows came out. */
export function ImportList({ lines, base, isOfAll = false }: Props) {
  const columns = [
    'Import',
    ...(isOfAll ? ['Partner'] : []),
    'State',
    'Rows',
    'Applied',
    'Unchanged',
    'To look at',
    'When',
  ]
  return (
    <Table caption="Imports" columns={columns}>
      {lines.map((line) => (
        <Row key={line.id}>
          <Cell className="max-md:basis-full">
            <Link
              to={`${base}/${line.id}`}
              className="inline-flex min-h-6 items-center font-semibold break-all text-accent"
            >
              {line.name}
            </Link>
            <span className="block text-xs text-text-3">
              {line.source}, by {line.by}
            </span>
          </Cell>
          {isOfAll && <Cell className="text-text-2">{line.partnerName}</Cell>}
          <Cell>
            <Tag tone={importStateTable[line.state].tone}>{importStateTable[line.state].name}</Tag>
          </Cell>
          <Figure name="rows">{line.rows}</Figure>
          <Figure name="applied">{line.applied}</Figure>
          <Figure name="unchanged">{line.unchanged}</Figure>
          <Cell>
            <span className="inline-flex flex-wrap gap-1">
              {line.doubted > 0 && <Tag tone="warn">{line.doubted} in doubt</Tag>}
              {line.refused > 0 && <Tag tone="danger">{line.refused} refused</Tag>}
            </span>
          </Cell>
          <Cell className="figures whitespace-nowrap text-text-3">
            <When at={line.created} isRelative />
          </Cell>
        </Row>
      ))}
    </Table>
  )
}

function Figure({ name, children }: { name: string; children: string }) {
  return (
    <Cell className="figures">
      {children} <span className="text-text-3 md:sr-only">{name}</span>
    </Cell>
  )
}

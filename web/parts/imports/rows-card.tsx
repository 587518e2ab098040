import { Download, Rows3 } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { RowKind, RowLine } from '../../server/present-imports.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'
import { rowTable } from '../../words/imports.ts'
import { RowTable } from './row-table.tsx'

type Props = {
  id: string
  rows: readonly RowLine[]
  outcome: RowKind | null
  nextCursor: string | null
  parcelPath: string
}

/** Rows of one kind a page at a time, or a few of each to begin with; the same as a file. */
export function RowsCard({ id, rows, outcome, nextCursor, parcelPath }: Props) {
  const name = outcome && rowTable[outcome].name
  const file = `/api/v1/imports/${id}/rows.csv${outcome ? `?outcome=${outcome}` : ''}`
  return (
    <Card
      id="rows"
      title={name ? `Rows: ${name.toLowerCase()}` : 'Examples'}
      isFlush
      aside={
        <span className="flex flex-wrap items-center gap-2">
          {outcome && (
            <Link to="?" preventScrollReset className="flex min-h-8 items-center text-sm font-semibold text-accent">
              Examples of all
            </Link>
          )}
          <ButtonLink to={file} reloadDocument download tone="secondary" size="small">
            <Download aria-hidden="true" className="size-4" /> {name ? 'These rows as CSV' : 'All rows as CSV'}
          </ButtonLink>
        </span>
      }
    >
      {!outcome && <p className="px-4 pb-2 text-sm text-text-2 sm:px-5">Up to five rows of each outcome.</p>}
      {rows.length === 0 ? (
        <EmptyState
          icon={Rows3}
          title={name ? `No row is ${name.toLowerCase()}` : 'No rows yet'}
          words={name ? 'Choose another figure above.' : 'They show here as soon as the file is read.'}
        />
      ) : (
        <RowTable rows={rows} parcelPath={parcelPath} caption={name ?? 'Examples'} />
      )}
      <KeysetLinks nextCursor={nextCursor} />
    </Card>
  )
}

import { Link } from '../../framework.ts'
import type { ImportHead, RowKind } from '../../server/present-imports.server.ts'
import { cn } from '../../ui/cn.ts'
import { rowTable } from '../../words/imports.ts'

type Props = { tiles: ImportHead['tiles']; outcome: RowKind | null }

const tones = { neutral: '', info: '', ok: 'text-ok', warn: 'text-warn', danger: 'text-danger' }

/** How many rows came to what; each leads to those rows. */
export function Tiles({ tiles, outcome }: Props) {
  return (
    <ul aria-label="Rows by what they came to" className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
      {tiles.map(({ kind, count }) => {
        const { name, tone, words } = rowTable[kind]
        return (
          <li key={kind}>
            <Link
              to={`?outcome=${kind}`}
              preventScrollReset
              aria-current={kind === outcome ? 'true' : undefined}
              className={cn(
                'block h-full rounded-md border border-line bg-surface-1 px-3 py-2 hover:bg-surface-2',
                kind === outcome && 'border-accent bg-accent-soft',
              )}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="text-sm font-semibold">{name}</span>
                <span className={cn('figures text-lg font-semibold', count !== '0' && tones[tone])}>{count}</span>
              </span>
              <span className="block text-xs text-text-2">{words}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

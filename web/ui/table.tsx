import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from '../framework.ts'
import { cn } from './cn.ts'

type Props = { caption: string; columns: readonly string[]; children: ReactNode; className?: string }

/** A plain table whose rows become cards on narrow screens. */
export function Table({ caption, columns, children, className }: Props) {
  return (
    <table className={cn('w-full border-collapse text-sm max-md:block', className)}>
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className="border-b border-line px-3 py-2 text-start text-xs font-semibold whitespace-nowrap text-text-3 first:ps-5 last:pe-5"
            >
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">{children}</tbody>
    </table>
  )
}

type RowProps = { children: ReactNode; className?: string }

export function Row({ children, className }: RowProps) {
  return (
    <tr
      className={cn(
        'border-b border-line last:border-b-0 hover:bg-surface-2 max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3',
        className,
      )}
    >
      {children}
    </tr>
  )
}

export function Cell({ children, className }: RowProps) {
  return <td className={cn('px-3 py-2.5 align-middle max-md:p-0 md:first:ps-5 md:last:pe-5', className)}>{children}</td>
}

/** To the next page by its cursor, and back: the address remembers the cursors that led here. */
export function KeysetLinks({ nextCursor }: { nextCursor: string | null }) {
  const [search] = useSearchParams()
  const current = search.get('cursor')
  const trail = search.get('trail')?.split(',') ?? []
  if (!nextCursor && current === null) return null
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3 border-t border-line px-5 py-2 text-sm font-semibold">
      {current === null ? (
        <span />
      ) : (
        <Link to={addressWith(search, trail.at(-1) || null, trail.slice(0, -1))} className={pageLink}>
          <ChevronLeft aria-hidden="true" className="size-4" /> Previous
        </Link>
      )}
      {nextCursor && (
        <Link to={addressWith(search, nextCursor, [...trail, current ?? ''])} className={pageLink}>
          Next <ChevronRight aria-hidden="true" className="size-4" />
        </Link>
      )}
    </nav>
  )
}

const pageLink = 'flex min-h-9 items-center gap-1 text-accent'

function addressWith(search: URLSearchParams, cursor: string | null, trail: readonly string[]): string {
  const next = new URLSearchParams(search)
  for (const name of ['done', 'cursor', 'trail']) next.delete(name)
  if (cursor) next.set('cursor', cursor)
  if (cursor && trail.length > 0) next.set('trail', trail.join(','))
  return `?${next}`
}

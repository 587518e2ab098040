import { Info } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { ShownReport } from '../../server/reports.server.ts'

/** The figures over the whole period; each tells on a press what it means. */
export function ReportFigures({ totals }: Pick<ShownReport, 'totals'>) {
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-4" aria-label="Over the whole period">
      {totals.map(({ key, name, value, definition, change, parcels }) => (
        <li
          key={key}
          className="min-w-0 rounded-lg border border-line bg-surface-1 px-3 py-3 sm:px-4 shadow-card print:shadow-none"
        >
          <details className="group text-sm">
            <summary className="flex min-h-6 cursor-pointer items-start gap-1.5 font-medium text-text-2">
              {name}
              <Info aria-hidden="true" className="mt-0.5 ms-auto size-4 shrink-0 text-text-3 group-open:text-accent" />
            </summary>
            <p className="mt-1 mb-2 text-text-2">{definition}</p>
          </details>
          <Link to={parcels} className="figures block w-fit text-lg font-semibold hover:underline sm:text-2xl">
            <bdi>{value}</bdi>
            <span className="sr-only">, {name}: the parcels behind it</span>
          </Link>
          {change && (
            <p className="figures text-xs text-text-3">
              <span aria-hidden="true">{change.words === 'as before' ? '=' : change.isUp ? '▲' : '▼'} </span>
              {change.words === 'as before' ? change.words : `${change.isUp ? 'up' : 'down'} ${change.words}`}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

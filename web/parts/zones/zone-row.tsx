import { ChevronRight } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { ZoneLine } from '../../server/present-zones.server.ts'

/** A zone in the list: its name leads to its page. */
export function ZoneRow({ zone: { code, name, country, prefixes, more } }: { zone: ZoneLine }) {
  return (
    <li className="border-t border-line px-4 py-4 sm:px-5">
      <p className="flex items-center justify-between gap-3">
        <Link to={`/admin/zones/${code}`} className="flex min-h-6 items-center gap-1 font-semibold text-accent">
          {name} <ChevronRight aria-hidden="true" className="size-4" />
        </Link>
        <span className="figures text-xs text-text-3">
          {code}, {country}
        </span>
      </p>
      {prefixes.length === 0 ? (
        <p className="mt-2 text-sm text-text-2">The rest of {country}</p>
      ) : (
        <p className="mt-2 flex flex-wrap items-center gap-1.5 text-sm">
          <span className="sr-only">Postcodes that begin with </span>
          {prefixes.map((prefix) => (
            <bdi key={prefix} className="figures rounded-sm bg-surface-3 px-1.5 py-0.5 text-xs">
              {prefix}
            </bdi>
          ))}
          {more > 0 && <span className="text-text-3">and {more} more</span>}
        </p>
      )}
    </li>
  )
}

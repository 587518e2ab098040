import { ChevronRight } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { EndpointLine } from '../../server/present-webhooks.server.ts'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

type Props = { endpoints: readonly EndpointLine[]; base: string; hasPartner?: boolean }

/** Endpoints, each leading to its page. */
export function EndpointList({ endpoints, base, hasPartner = false }: Props) {
  return (
    <ul>
      {endpoints.map((endpoint) => (
        <li key={endpoint.id} className="border-t border-line px-4 py-4 sm:px-5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              to={`${base}/${endpoint.id}`}
              className="flex min-h-6 min-w-0 items-center gap-1 font-semibold text-accent"
            >
              <span className="break-all">{endpoint.url}</span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0" />
            </Link>
            <Tag tone={endpoint.standing.tone}>{endpoint.standing.name}</Tag>
          </div>
          <p className="mt-1 text-sm text-text-2">
            {hasPartner && <span className="font-medium text-text-1">{endpoint.partnerName}. </span>}
            {endpoint.description && `${endpoint.description}. `}
            {kindWords(endpoint.kinds)}.
          </p>
          <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-text-3">
            {endpoint.lastSuccess ? (
              <span>
                Last delivery <When at={endpoint.lastSuccess} isRelative />
              </span>
            ) : (
              <span>Nothing delivered yet</span>
            )}
            {endpoint.waiting !== '0' && <span className="figures">{endpoint.waiting} waiting</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What an endpoint is told of, in few words. */
function kindWords(kinds: readonly string[] | null): string {
  if (kinds === null) return 'Told of everything'
  const [first, ...more] = kinds
  return more.length === 0 ? `Told of ${first}` : `Told of ${first} and ${more.length} more`
}

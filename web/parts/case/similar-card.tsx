import { Link, useSearchParams } from '../../framework.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { Card } from '../../ui/card.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { nextWords } from '../../words/exceptions.ts'

type Props = { similar: readonly ExceptionLine[]; type: string; zone: string | null }

/** The same problem elsewhere in the zone: one cause may have many faces. */
export function SimilarCard({ similar, type, zone }: Props) {
  const [search] = useSearchParams()
  if (similar.length === 0) return null
  const all = new URLSearchParams({ type, ...(zone && { zone }) })
  return (
    <Card
      title="Similar, open now"
      aside={
        <Link
          to={`/dispatch/exceptions?${all}`}
          className="text-sm font-medium text-accent underline underline-offset-4"
        >
          All of them
        </Link>
      }
    >
      <ul className="flex flex-col gap-1">
        {similar.map((line) => (
          <li key={line.id}>
            <Link
              to={`/dispatch/exceptions/${line.id}${search.size > 0 ? `?${search}` : ''}`}
              className="flex min-h-8 flex-wrap items-center gap-x-2 text-sm hover:underline"
            >
              <LevelBadge level={line.level} />
              <bdi className="figures">{line.number}</bdi>
              <span className="ms-auto text-text-3">{nextWords(line)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

import type { When } from '../../format.ts'
import { Link } from '../../framework.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { Card } from '../../ui/card.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { Countdown } from '../../ui/sla-clock.tsx'

type Deadline = { key: string; name: string; orElse: string; due: When }

type Props = { deadlines: readonly Deadline[]; exceptions: readonly ExceptionLine[] }

/** What is wrong, what is armed, and when each goes off. */
export function DeadlinesCard({ deadlines, exceptions }: Props) {
  return (
    <Card title="Watched">
      <ul className="flex flex-col gap-3">
        {exceptions.map((line) => (
          <li key={line.id}>
            <Link
              to={`/dispatch/exceptions/${line.id}`}
              className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 rounded-md bg-danger-soft px-3 py-2 hover:underline"
            >
              <span className="flex min-w-0 items-center gap-2 text-sm font-semibold">
                <LevelBadge level={line.level} />
                {line.name}
              </span>
              <span className="text-sm whitespace-nowrap text-danger">
                {line.next ? (
                  <>
                    escalates <Countdown at={line.next} />
                  </>
                ) : (
                  'waits'
                )}
              </span>
            </Link>
          </li>
        ))}
        {deadlines.map(({ key, name, orElse, due }) => (
          <li key={key} className="flex items-baseline justify-between gap-3 text-sm">
            <span className="min-w-0">
              <span className="block font-medium">{name}</span>
              <span className="block text-xs text-text-3">{orElse}</span>
            </span>
            <span className="figures whitespace-nowrap text-text-2">
              <Countdown at={due} />
            </span>
          </li>
        ))}
        {deadlines.length + exceptions.length === 0 && (
          <li className="text-sm text-text-2">Nothing is armed: the journey is over.</li>
        )}
      </ul>
    </Card>
  )
}

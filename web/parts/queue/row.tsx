import { Check, LoaderCircle, Lock, OctagonX } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { durationWords } from '../../duration.ts'
import { Link } from '../../framework.ts'
import type { QueueLine } from '../../server/present-exception.server.ts'
import { cn } from '../../ui/cn.ts'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { SlaClock } from '../../ui/sla-clock.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { nextWords, zoneWords } from '../../words/exceptions.ts'
import type { QueueEntry } from './queue-state.ts'

export type RowHandlers = {
  /** Makes it the row that keys act on. */
  point: (id: string) => void
  choose: (id: string, isRange: boolean) => void
}

export type RowFacts = {
  /** What follows its address, so that the list stays as it is filtered. */
  search: string
  isPointed: boolean
  isOpen: boolean
  isChosen: boolean
  /** No longer of this queue; it stays until the list is read anew. */
  isGone: boolean
  /** The one stop of Tab in a list that keys move through. */
  isTabStop: boolean
  /** Whether the viewer may act at all, and so on many. */
  canChoose: boolean
}

type Props = RowFacts & { entry: QueueEntry; handlers: RowHandlers }

/** One exception of the queue: a link to its case, and a box to choose it for an act on many. */
export const QueueRow = memo(function QueueRow({ entry: { line, flash, act }, handlers, ...facts }: Props) {
  const { search, isPointed, isOpen, isChosen, isGone, isTabStop, canChoose } = facts
  const tabIndex = isTabStop ? undefined : -1
  return (
    <div
      data-exception={line.id}
      data-pointed={isPointed || undefined}
      className={cn(
        'queue-row',
        (isOpen || isChosen) && 'bg-accent-soft',
        isGone && 'is-gone',
        // Two names for one animation: it runs anew with every change.
        flash > 0 && (flash % 2 === 1 ? 'queue-flash' : 'queue-flash-again'),
      )}
    >
      {canChoose && (
        <label className="queue-box needs-scripts">
          <span className="sr-only">
            Choose {line.name}, {line.number}
          </span>
          <input
            type="checkbox"
            checked={isChosen}
            tabIndex={tabIndex}
            onChange={() => undefined}
            onClick={({ shiftKey }: MouseEvent) => handlers.choose(line.id, shiftKey)}
          />
        </label>
      )}
      <Link
        to={`/dispatch/exceptions/${line.id}${search && `?${search}`}`}
        data-row
        tabIndex={tabIndex}
        aria-current={isOpen ? 'page' : undefined}
        onFocus={() => handlers.point(line.id)}
        className="queue-link"
      >
        <Head line={line} />
        {line.state !== 'resolved' && (
          <span className="queue-clock">
            <SlaClock due={line.slaDue} fromMs={line.raised.ms} />
          </span>
        )}
        <span className="queue-what">
          <bdi className="figures">{line.number}</bdi>, {line.reason.toLowerCase()}
        </span>
        <span className="queue-next">{nextWords(line)}</span>
        <Owner line={line} />
        <Risk line={line} act={act} />
        {act?.stage === 'refused' && <ActWords act={act} />}
      </Link>
    </div>
  )
})

type LineProps = { line: QueueLine }

function Head({ line }: LineProps) {
  return (
    <span className="queue-head">
      <LevelBadge level={line.level} />
      <span className="queue-name">{line.name}</span>
      {line.isLatched && (
        <span title="Only a person may close it" className="text-text-3">
          <Lock aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Only a person may close it</span>
        </span>
      )}
      {line.state === 'acknowledged' && <Tag tone="ok">Seen</Tag>}
      {line.state === 'resolved' && <Tag>Resolved</Tag>}
    </span>
  )
}

function Owner({ line: { owner, zone, raised } }: LineProps) {
  const nowMs = useNow(raised.ms)
  return (
    <span className="queue-who">
      {owner}
      {zone && `, ${zoneWords(zone)}`}, {durationWords(nowMs - raised.ms)} old
    </span>
  )
}

/** While a command is under way, its stage stands where the money was: no row grows for it. */
function Risk({ line, act }: LineProps & { act: QueueEntry['act'] }) {
  if (act && act.stage !== 'refused') {
    return (
      <span className="queue-risk">
        <ActWords act={act} />
      </span>
    )
  }
  if (!line.atRisk) return null
  return (
    <span className="queue-risk" title="Money at risk">
      <span className="sr-only">Money at risk: </span>
      {line.atRisk}
    </span>
  )
}

const actLooks = {
  sent: { icon: LoaderCircle, className: 'text-text-2', spin: 'animate-spin' },
  slow: { icon: LoaderCircle, className: 'text-text-2', spin: 'animate-spin' },
  applied: { icon: Check, className: 'text-ok', spin: '' },
  refused: { icon: OctagonX, className: 'text-danger', spin: '' },
}

function ActWords({ act: { stage, words } }: { act: NonNullable<QueueEntry['act']> }) {
  const { icon: Icon, className, spin } = actLooks[stage]
  return (
    <span className={cn('col-span-full flex items-start gap-1.5 text-xs font-medium', className)}>
      <Icon aria-hidden="true" className={cn('size-3.5 shrink-0 translate-y-px', spin)} />
      {words}
    </span>
  )
}

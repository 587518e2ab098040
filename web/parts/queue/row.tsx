import { Check, LoaderCircle, Lock, OctagonX } from 'lucide-react'
import { type MouseEvent, memo } from 'react'
import { durationWords } from '../../duration.ts'
import { Link } from '../../framework.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
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
}

type Props = RowFacts & { entry: QueueEntry; handlers: RowHandlers }

/** One exception of the queue: a link to its case, and a box to choose it for an act on many. */
export const QueueRow = memo(function QueueRow({ entry: { line, flash, act }, handlers, ...facts }: Props) {
  const { search, isPointed, isOpen, isChosen, isGone, isTabStop } = facts
  const tabIndex = isTabStop ? undefined : -1
  return (
    <div
      data-exception={line.id}
      data-pointed={isPointed || undefined}
      className={cn(
        'queue-row relative flex border-b border-line',
        isOpen && 'bg-accent-soft',
        isChosen && 'bg-accent-soft',
        isGone && 'bg-surface-2 text-text-3',
        // Two names for one animation: it runs anew with every change.
        flash > 0 && (flash % 2 === 1 ? 'queue-flash' : 'queue-flash-again'),
      )}
    >
      <label className="needs-scripts flex shrink-0 cursor-pointer items-start ps-4 pe-2 pt-3.5">
        <span className="sr-only">
          Choose {line.name}, {line.number}
        </span>
        <input
          type="checkbox"
          checked={isChosen}
          tabIndex={tabIndex}
          onChange={() => undefined}
          onClick={({ shiftKey }: MouseEvent) => handlers.choose(line.id, shiftKey)}
          className="size-4 accent-(--accent-fill)"
        />
      </label>
      <Link
        to={`/dispatch/exceptions/${line.id}${search && `?${search}`}`}
        data-row
        tabIndex={tabIndex}
        aria-current={isOpen ? 'page' : undefined}
        onFocus={() => handlers.point(line.id)}
        className="flex min-w-0 grow flex-col gap-0.5 py-2.5 pe-4 outline-offset-[-2px]"
      >
        <Head line={line} isGone={isGone} />
        <Middle line={line} />
        <Foot line={line} />
        {line.state !== 'resolved' && (
          <span className="sm:hidden">
            <SlaClock due={line.slaDue} fromMs={line.raised.ms} />
          </span>
        )}
        {act && <ActWords act={act} />}
      </Link>
    </div>
  )
})

type LineProps = { line: ExceptionLine }

function Head({ line, isGone }: LineProps & { isGone: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <LevelBadge level={line.level} />
      <span className={cn('min-w-0 truncate text-sm font-semibold', isGone && 'line-through')}>{line.name}</span>
      {line.isLatched && (
        <span title="Only a person may close it" className="text-text-3">
          <Lock aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Only a person may close it</span>
        </span>
      )}
      {line.state === 'acknowledged' && <Tag tone="ok">Seen</Tag>}
      {line.state === 'resolved' && <Tag>Resolved</Tag>}
      <span className="ms-auto shrink-0 ps-1 max-sm:hidden">
        {line.state !== 'resolved' && <SlaClock due={line.slaDue} fromMs={line.raised.ms} />}
      </span>
    </span>
  )
}

function Middle({ line }: LineProps) {
  return (
    <span className="flex items-baseline gap-2 text-sm text-text-2">
      <span className="min-w-0 truncate">
        <bdi className="figures">{line.number}</bdi>, {line.reason.toLowerCase()}
      </span>
      <span className="ms-auto shrink-0 whitespace-nowrap">{nextWords(line)}</span>
    </span>
  )
}

function Foot({ line }: LineProps) {
  const nowMs = useNow(line.raised.ms)
  return (
    <span className="flex items-baseline gap-2 text-xs text-text-3">
      <span className="min-w-0 truncate">
        {line.owner}
        {line.zone && `, ${zoneWords(line.zone)}`},{' '}
        <span className="figures">{durationWords(nowMs - line.raised.ms)}</span> old
      </span>
      {line.atRisk && (
        <span className="figures ms-auto shrink-0" title="Money at risk">
          <span className="sr-only">Money at risk: </span>
          {line.atRisk}
        </span>
      )}
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
    <span className={cn('flex items-start gap-1.5 text-xs font-medium', className)}>
      <Icon aria-hidden="true" className={cn('size-3.5 shrink-0 translate-y-px', spin)} />
      {words}
    </span>
  )
}

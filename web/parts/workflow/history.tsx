import {
  CircleDot,
  CirclePlay,
  CreditCard,
  DatabaseZap,
  Flag,
  type LucideIcon,
  MessageSquareText,
  Settings2,
  Timer,
} from 'lucide-react'
import type { HistoryLine } from '../../server/present-workflow.server.ts'
import { cn } from '../../ui/cn.ts'

type Look = { icon: LucideIcon; name: string; className: string }

const looks: Record<HistoryLine['group'], Look> = {
  start: { icon: CirclePlay, name: 'Start', className: 'bg-ok-soft text-ok' },
  command: { icon: MessageSquareText, name: 'Command', className: 'bg-accent-soft text-accent' },
  timer: { icon: Timer, name: 'Timer', className: 'bg-warn-soft text-warn' },
  payment: { icon: CreditCard, name: 'Money', className: 'bg-info-soft text-info' },
  projection: { icon: DatabaseZap, name: 'Database', className: 'bg-surface-3 text-text-2' },
  task: { icon: Settings2, name: 'Engine', className: 'bg-surface-3 text-text-3' },
  end: { icon: Flag, name: 'End', className: 'bg-ok-soft text-ok' },
  other: { icon: CircleDot, name: 'Other', className: 'bg-surface-3 text-text-2' },
}

/** The history in words, oldest first, as the engine will replay it. */
export function History({ lines }: { lines: readonly HistoryLine[] }) {
  return (
    <ol>
      {lines.map((line) => (
        <Line key={line.eventId} line={line} />
      ))}
    </ol>
  )
}

function Line({ line }: { line: HistoryLine }) {
  const { icon: Icon, name, className } = looks[line.group]
  return (
    <li className="group/line">
      {line.gap && (
        <p className="figures grid grid-cols-[4.5rem_2rem_1fr] gap-x-3 py-1 text-xs text-text-3">
          <span />
          <span aria-hidden="true" className="mx-auto h-full w-0 border-s-2 border-dotted border-line-strong" />
          <span>{line.gap} later</span>
        </p>
      )}
      <div className="grid grid-cols-[4.5rem_2rem_minmax(0,1fr)] gap-x-3 max-sm:grid-cols-[2rem_minmax(0,1fr)]">
        <span className="figures pt-1.5 text-end text-sm text-text-3 max-sm:hidden">
          <time dateTime={line.iso} title={line.exact}>
            {line.time}
          </time>
        </span>
        <span className="relative flex justify-center">
          <span aria-hidden="true" className="absolute top-8 bottom-0 w-px bg-line group-last/line:hidden" />
          <span className={cn('grid size-8 place-items-center rounded-md', className)} title={name}>
            <Icon aria-hidden="true" className="size-4" />
          </span>
        </span>
        <div className="min-w-0 pt-1 pb-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className={cn('font-medium', line.group === 'task' && 'font-normal text-text-2')}>{line.words}</span>
            <span className="figures text-xs text-text-3">
              <span className="sr-only">{name}, event </span>#{line.eventId}
            </span>
            <time dateTime={line.iso} title={line.exact} className="figures text-xs text-text-3 sm:hidden">
              {line.time}
            </time>
          </p>
          <Raw line={line} />
        </div>
      </div>
    </li>
  )
}

function Raw({ line }: { line: HistoryLine }) {
  const folded = line.inner.length
  return (
    <details className="mt-0.5">
      <summary className="inline-flex min-h-6 items-center gap-1 rounded-sm text-xs text-text-3 hover:text-accent">
        {line.type}
        {folded > 0 && `, ${folded} engine ${folded === 1 ? 'step' : 'steps'}`}
      </summary>
      {folded > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5 border-s-2 border-line ps-3 text-xs text-text-2">
          {line.inner.map(({ eventId, words, type }) => (
            <li key={eventId}>
              {words}{' '}
              <span className="figures text-text-3">
                #{eventId} {type}
              </span>
            </li>
          ))}
        </ul>
      )}
      <pre className="mt-2 break-words whitespace-pre-wrap rounded-md border border-line bg-surface-2 p-3 text-xs">
        {line.raw}
      </pre>
    </details>
  )
}

import { Lock } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { SlaClock } from '../../ui/sla-clock.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

type Props = { line: ExceptionLine; viewerId: string | null }

/** One exception of the queue; the focus on its link is what single keys act on. */
export function QueueRow({ line, viewerId }: Props) {
  const isOpen = line.state === 'open' || line.state === 'acknowledged'
  return (
    <li
      data-exception={line.id}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 focus-within:bg-accent-soft hover:bg-surface-2 sm:px-5 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)_9.5rem_13rem]"
    >
      <Link to={`/dispatch/exceptions/${line.id}`} data-row className="min-w-0 max-lg:col-span-2">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {!isOpen && <LevelBadge level={line.level} />}
          <span className="truncate font-semibold">{line.name}</span>
          {line.isLatched && (
            <span title="Only a person may close it" className="text-text-3">
              <Lock aria-hidden="true" className="size-3.5" />
              <span className="sr-only">Only a person may close it</span>
            </span>
          )}
          {line.state === 'acknowledged' && <Tag tone="ok">Acknowledged</Tag>}
        </span>
        <span className="block truncate text-sm text-text-3">
          {line.reason}, <bdi className="figures">{line.number}</bdi>
        </span>
      </Link>
      <span className="min-w-0 text-sm">
        <span className="block truncate">{line.owner}</span>
        <span className="figures block text-text-3">{line.age} old</span>
      </span>
      <span className="max-lg:justify-self-end">
        {isOpen && line.next && (
          <SlaClock due={line.next} fromMs={line.raised.ms} what={`L${line.nextLevel ?? line.level}`} />
        )}
        {isOpen && !line.next && <span className="text-sm text-text-3">Ladder waits</span>}
        {line.resolved && <When at={line.resolved} isRelative className="text-sm text-text-3" />}
      </span>
      {isOpen && <RowActions line={line} isMine={line.ownerId === viewerId} />}
    </li>
  )
}

function RowActions({ line, isMine }: { line: ExceptionLine; isMine: boolean }) {
  return (
    <div className="flex gap-2 max-lg:col-span-2 lg:justify-self-end">
      {line.state !== 'acknowledged' && (
        <CommandForm shipmentId={line.shipmentId} type="acknowledge" formKey={`${line.id}-acknowledge`}>
          <input type="hidden" name="exceptionId" value={line.id} />
          <CommandButton tone="secondary" size="small" shortcut="1">
            Acknowledge
          </CommandButton>
        </CommandForm>
      )}
      {!isMine && (
        <CommandForm shipmentId={line.shipmentId} type="take" formKey={`${line.id}-take`}>
          <input type="hidden" name="exceptionId" value={line.id} />
          <CommandButton tone="secondary" size="small" shortcut="2">
            Take
          </CommandButton>
        </CommandForm>
      )}
    </div>
  )
}

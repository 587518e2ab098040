import { Lock } from 'lucide-react'
import type { CommandType } from '#domain/commands.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { severityTones } from '../../words/exceptions.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'

type Props = { line: ExceptionLine; viewerId: string | null; allowed: readonly CommandType[] }

/** What it is, since when, whose it is, and the two quick acts. */
export function CaseHead({ line, viewerId, allowed }: Props) {
  const isOpen = line.state === 'open' || line.state === 'acknowledged'
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <div>
        <p className="flex flex-wrap items-center gap-2">
          <LevelBadge level={line.level} />
          <Tag tone={severityTones[line.severity]}>{line.severity}</Tag>
          {line.state === 'acknowledged' && <Tag tone="ok">Acknowledged</Tag>}
          {line.isLatched && (
            <Tag>
              <Lock aria-hidden="true" className="size-3" /> Only a person may close it
            </Tag>
          )}
        </p>
        <h1 className="mt-2 text-2xl font-semibold">{line.name}</h1>
        <p className="mt-1 text-text-2">
          {line.reason}. Raised <When at={line.raised} isRelative />, owned by {line.owner}
          {line.signals > 1 && `, ${line.signals} signals`}.
        </p>
      </div>
      {isOpen && (
        <div className="flex gap-2">
          {line.state !== 'acknowledged' && allowed.includes('acknowledge') && (
            <CommandForm shipmentId={line.shipmentId} type="acknowledge">
              <input type="hidden" name="exceptionId" value={line.id} />
              <CommandButton tone="secondary">Acknowledge</CommandButton>
            </CommandForm>
          )}
          {allowed.includes('take') && <TakeForm line={line} viewerId={viewerId} />}
        </div>
      )}
    </div>
  )
}

function TakeForm({ line, viewerId }: Omit<Props, 'allowed'>) {
  const isMine = line.ownerId !== null && line.ownerId === viewerId
  return (
    <CommandForm shipmentId={line.shipmentId} type="take">
      <input type="hidden" name="exceptionId" value={line.id} />
      {!isMine && viewerId && <input type="hidden" name="toUserId" value={viewerId} />}
      {isMine && <input type="hidden" name="release" value="yes" />}
      <CommandButton tone="secondary">{isMine ? 'Release' : 'Take it'}</CommandButton>
    </CommandForm>
  )
}

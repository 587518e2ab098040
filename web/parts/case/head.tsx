import { AlarmClock, Lock, PauseCircle } from 'lucide-react'
import type { CommandType } from '#domain/commands.ts'
import { plain } from '#domain/words.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { severityTones } from '../../words/exceptions.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { useTriageContext } from '../queue/triage-context.ts'

type Props = { line: ExceptionLine; viewerId: string | null; allowed: readonly CommandType[] }

/** What it is, since when, whose it is, and the two quick acts. */
export function CaseHead({ line, viewerId, allowed }: Props) {
  const isOpen = line.state !== 'resolved'
  const { done } = useTriageContext()
  const wakes = line.state === 'snoozed'
  return (
    <div className="flex flex-wrap items-end justify-between gap-4">
      <div className="min-w-0">
        <Marks line={line} />
        <h1 id="case" className="mt-2 text-2xl font-semibold">
          {line.name}
        </h1>
        <p className="mt-1 text-text-2">
          {line.reason}. Raised <When at={line.raised} isRelative />, owned by {line.owner}
          {line.signals > 1 && `, ${line.signals} signs`}
          {line.atRisk && `, ${line.atRisk} at risk`}.
        </p>
      </div>
      {isOpen && (
        <div className="flex gap-2">
          {line.state !== 'acknowledged' && allowed.includes('acknowledge') && (
            <CommandForm shipmentId={line.shipmentId} type="acknowledge" onApplied={() => done(line.id)}>
              <input type="hidden" name="exceptionId" value={line.id} />
              <CommandButton tone="secondary" shortcut="1">
                {wakes ? 'Wake it' : 'Acknowledge'}
              </CommandButton>
            </CommandForm>
          )}
          {allowed.includes('take') && <TakeForm line={line} viewerId={viewerId} />}
        </div>
      )}
    </div>
  )
}

function Marks({ line }: { line: ExceptionLine }) {
  return (
    <p className="flex flex-wrap items-center gap-2">
      <LevelBadge level={line.level} />
      <Tag tone={severityTones[line.severity]}>{line.severity}</Tag>
      {line.state === 'acknowledged' && <Tag tone="ok">Acknowledged</Tag>}
      {line.state === 'noise' && <Tag>Only a sign</Tag>}
      {line.sleepsUntil && line.state === 'snoozed' && (
        <Tag tone="info">
          <AlarmClock aria-hidden="true" className="size-3" /> Sleeps until {line.sleepsUntil.text}
        </Tag>
      )}
      {line.pausedBy && (
        <Tag tone="warn">
          <PauseCircle aria-hidden="true" className="size-3" /> Paused by hold: {plain(line.pausedBy)}
        </Tag>
      )}
      {line.isLatched && (
        <Tag>
          <Lock aria-hidden="true" className="size-3" /> Only a person may close it
        </Tag>
      )}
    </p>
  )
}

function TakeForm({ line, viewerId }: Omit<Props, 'allowed'>) {
  const isMine = line.ownerId !== null && line.ownerId === viewerId
  const { done } = useTriageContext()
  return (
    <CommandForm shipmentId={line.shipmentId} type="take" onApplied={() => !isMine && done(line.id)}>
      <input type="hidden" name="exceptionId" value={line.id} />
      {isMine && <input type="hidden" name="release" value="yes" />}
      <CommandButton tone="secondary" shortcut="2">
        {isMine ? 'Release' : 'Take it'}
      </CommandButton>
    </CommandForm>
  )
}

import type { CommandType } from '#domain/commands.ts'
import { type Act, commandAct, resolveActs } from '../../acts/acts.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'

type Allowed = { allowed: readonly CommandType[] }

/** What closes the case, or is done towards that. */
export function resolvingActs(line: ExceptionLine, { allowed }: Allowed): Act[] {
  if (line.state === 'resolved' || !allowed.includes('resolve')) return []
  return line.actions.flatMap((action) => resolveActs(action, { exceptionId: line.id, status: line.status }))
}

const waiting = ['snooze', 'escalate', 'place_hold'] as const

/** What gives time, or hands the case up; and what opens a closed one again. */
export function waitingActs(line: ExceptionLine, { allowed }: Allowed): Act[] {
  const fixed = { exceptionId: line.id }
  if (line.state === 'resolved') return allowed.includes('reopen') ? [commandAct('reopen', { fixed })] : []
  return waiting
    .filter((type) => allowed.includes(type) && !(type === 'snooze' && line.state === 'snoozed'))
    .map((type) =>
      commandAct(type, type === 'place_hold' ? { name: 'Place a hold' } : { key: `${line.id}-${type}`, fixed }),
    )
}

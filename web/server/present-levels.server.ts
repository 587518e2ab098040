import { durationMs } from '#domain/durations.ts'
import { proofKinds } from '#domain/policy.ts'
import { proofTable } from '#domain/proofs.ts'
import type { ServiceLevelView } from '#domain/views.ts'
import { durationWords } from '../duration.ts'

/** A service level in words: what is promised, how long each step may take, what must be proven. */
export function levelFacts({
  code,
  name,
  version,
  allowances,
  ladder,
  attempts,
  podPolicy,
  calendar,
}: ServiceLevelView) {
  const needed = proofKinds
    .filter((kind) => podPolicy[kind] === 'required')
    .map((kind) => proofTable[kind].name.toLowerCase())
  return {
    code,
    name,
    version,
    facts: [
      { name: 'Promise', value: allowanceWords(allowances.promise) },
      { name: 'To assign', value: allowanceWords(allowances.assign) },
      { name: 'To accept', value: allowanceWords(allowances.accept) },
      { name: 'Attempts', value: String(attempts) },
      { name: 'Proof', value: needed.length > 0 ? needed.join(', ') : 'none needed' },
      {
        name: 'Ladder',
        value: `${ladder.map((step) => `${step}×`).join(', ')} of the SLA, ${clockWords(calendar)}`,
      },
    ],
  }
}

function clockWords(calendar: string): string {
  if (calendar === 'always') return 'around the clock'
  return calendar === 'default' ? 'in open hours' : `in the hours of ${calendar}`
}

function allowanceWords(allowance: ServiceLevelView['allowances'][string] | undefined): string {
  if (allowance === undefined) return 'as next day'
  if (typeof allowance !== 'string') {
    const days = allowance.workingDays === 1 ? '1 working day' : `${allowance.workingDays} working days`
    return `${days}, by ${allowance.by}`
  }
  const ms = durationMs(allowance)
  return ms === null ? allowance : durationWords(ms)
}

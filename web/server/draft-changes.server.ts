import { exceptionRow, exceptionTypes } from '#domain/exception-types.ts'
import type { LadderStep } from '#domain/ladder-steps.ts'
import { allowanceKeys, defaultAllowances, proofKinds } from '#domain/policy.ts'
import { proofTable } from '#domain/proofs.ts'
import type { ServiceLevelView } from '#domain/views.ts'
import { durationText } from '../duration-text.ts'
import { wireWords } from '../format.ts'
import { allowanceName } from '../words/allowances.ts'
import { typeName } from '../words/exceptions.ts'

type Level = Omit<ServiceLevelView, 'code' | 'version'>
type Fact = [name: string, words: string]

/** What a draft changes of a level, in the order of its form. */
export function changesOf(inForce: Level, draft: Level) {
  const drafted = factsOf(draft)
  return factsOf(inForce).flatMap(([name, from], index) => {
    const to = drafted[index]?.[1] ?? ''
    return from === to ? [] : [{ name, from, to }]
  })
}

/** Everything that a level says, always in the same order. */
function factsOf({ name, attempts, calendar, allowances, slas, ladder, ladders, podPolicy }: Level): Fact[] {
  return [
    ['Name', name],
    ['Attempts', String(attempts)],
    ['Calendar', calendarWords(calendar)],
    ['Promise', promiseWords(allowances.promise)],
    ...allowanceKeys.map((key): Fact => {
      return [allowanceName(key), durationText(String(allowances[key] ?? defaultAllowances[key]))]
    }),
    ...exceptionTypes.map((type): Fact => {
      return [`SLA, ${typeName(type).toLowerCase()}`, durationText(slas[type] ?? exceptionRow(type).sla)]
    }),
    ['Ladder', `${ladder.map((after) => `${after}×`).join(', ')} SLA`],
    ...exceptionTypes.map((type): Fact => [`Ladder, ${typeName(type).toLowerCase()}`, stepsWords(ladders[type])]),
    ...proofKinds.map((kind): Fact => [`Proof, ${proofTable[kind].name.toLowerCase()}`, podPolicy[kind] ?? 'off']),
  ]
}

function calendarWords(calendar: string): string {
  if (calendar === 'default') return 'by type'
  return calendar === 'always' ? 'always open' : calendar
}

function promiseWords(promise: Level['allowances'][string] | undefined): string {
  if (promise === undefined) return 'as next day'
  if (typeof promise === 'string') return durationText(promise)
  return `${promise.workingDays} working ${promise.workingDays === 1 ? 'day' : 'days'}, by ${promise.by}`
}

function stepsWords(steps: readonly LadderStep[] | undefined): string {
  if (!steps) return 'that of the level'
  return steps
    .map(
      ({ after, who, channels }) =>
        `${after}× ${who.map(wireWords).join(' and ').toLowerCase()} by ${channels.join(', ')}`,
    )
    .join('; ')
}

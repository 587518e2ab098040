import { exceptionRow, failAttemptReasons } from '#domain/exception-types.ts'
import { partnerExceptions, partnerHolds, partnerStatuses } from '#domain/mapping.ts'
import type { MappingWire } from '#domain/schemas/mapping.ts'
import type { VerdictView } from '#domain/views-partners.ts'
import { plain, statusNames } from '#domain/words.ts'
import { capital } from '../format.ts'

type Rule = MappingWire['rules'][number]
type Effect = Rule['effect']
type Option = { value: string; label: string }

/** Every effect as one value of a list, and back: the words of a mapping are read from one table. */
const statusOptions: readonly (Option & { effect: Effect })[] = partnerStatuses.map((status) => ({
  value: `status:${status}`,
  label: statusNames[status],
  effect: { status },
}))

const attemptOptions: readonly (Option & { effect: Effect })[] = failAttemptReasons.map((reason) => ({
  value: `attempt:${reason}`,
  label: `${statusNames.attempt_failed}: ${plain(reason)}`,
  effect: { status: 'attempt_failed', reason },
}))

const exceptionOptions: readonly (Option & { effect: Effect })[] = partnerExceptions.flatMap((type) =>
  exceptionRow(type).reasons.map((reason) => ({
    value: `exception:${type}:${reason}`,
    label: `${exceptionRow(type).name}: ${plain(reason)}`,
    effect: { exception: { type, reason } },
  })),
)

const holdOptions: readonly (Option & { effect: Effect })[] = partnerHolds.flatMap((hold) => [
  { value: `hold:${hold}`, label: `Held: ${hold}`, effect: { hold } },
  ...(hold === 'depot'
    ? []
    : [
        {
          value: `stop:${hold}`,
          label: `Held: ${hold}, the clock stops`,
          effect: { hold, retentionReason: `held for ${hold}` },
        },
      ]),
])

const noteOption: Option & { effect: Effect } = { value: 'note', label: 'Only a note', effect: { note: true } }

const all = [...statusOptions, ...attemptOptions, ...exceptionOptions, ...holdOptions, noteOption]

/** What a word may do, for a list with headings. */
export const effectGroups: readonly { label: string; options: readonly Option[] }[] = [
  { label: 'Moves the parcel', options: statusOptions },
  { label: 'A failed attempt with its reason', options: attemptOptions },
  { label: 'A problem', options: exceptionOptions },
  { label: 'Holds the parcel', options: holdOptions },
  { label: 'Nothing', options: [noteOption] },
]

/** Nothing is chosen for anybody: a word is never guessed. */
export const notChosen: readonly Option[] = [{ value: '', label: 'Choose' }]

/** The effect of a chosen value; null for what is none of the list. */
export function effectOf(value: string): Effect | null {
  return all.find((option) => option.value === value)?.effect ?? null
}

/** An effect in words: "In transit", "Attempt failed: not home", "Held: customs, the clock stops". */
export function effectWords(effect: Effect): string {
  if (effect.status)
    return [statusNames[effect.status], effect.reason && plain(effect.reason)].filter(Boolean).join(': ')
  if (effect.exception) return `${exceptionRow(effect.exception.type).name}: ${plain(effect.exception.reason)}`
  if (effect.hold) return `Held: ${effect.hold}${effect.retentionReason ? ', the clock stops' : ''}`
  return 'Only a note'
}

export function verdictWords({ kind, effect }: VerdictView): string {
  return effect ? effectWords(effect) : capital(kind === 'unmapped' ? 'not understood' : 'read in two ways')
}

/** The conditions of a rule in words: `code DLV and reason 07`. */
export function matchWords({ code, text, regex, reason }: Rule['match']): string {
  const parts = [
    code !== undefined && `code “${code}”`,
    text !== undefined && `text “${text}”`,
    regex !== undefined && `like /${regex}/`,
    reason !== undefined && `reason “${reason}”`,
  ]
  return parts.filter(Boolean).join(' and ')
}

/** A partner's word as it was said. */
export function saidWords({ code, text, reason }: { code: string; text: string; reason: string }): string {
  return [code, text, reason && `reason ${reason}`].filter(Boolean).join(', ')
}

import { AppError, type FieldError } from '#domain/errors.ts'
import { exceptionTypes } from '#domain/exception-types.ts'
import { defaultSteps } from '#domain/ladder-steps.ts'
import { allowanceKeys, defaultLadder, proofKinds } from '#domain/policy.ts'
import type { ServiceLevelView } from '#domain/views.ts'
import { durationText, isoDuration } from '../duration-text.ts'
import type { FieldMessages } from '../ui/form-errors.tsx'
import type { Values } from './booking.server.ts'
import { fieldOf, filled, textOf } from './form.server.ts'
import { ladderOf, overridesOf, overrideValues } from './ladder-form.server.ts'

type LevelWords = Omit<ServiceLevelView, 'code'>

/** What a new service level begins with. */
export const blankLevel: LevelWords = {
  ...{ name: '', version: 0, attempts: 2, calendar: 'default' },
  ...{ allowances: {}, slas: {}, ladder: defaultLadder, ladders: {}, podPolicy: {} },
}

/** What the fields of the form hold for a service level. */
export function levelValues(level: LevelWords): Values {
  const { name, attempts, calendar, allowances, slas, ladder, ladders, podPolicy } = level
  const { promise, ...times } = allowances
  return {
    ...{ name, calendar, attempts: String(attempts) },
    ...(typeof promise === 'string' && { 'promise.length': durationText(promise) }),
    ...(typeof promise === 'object' && {
      'promise.workingDays': String(promise.workingDays),
      'promise.by': promise.by,
    }),
    ...renamed('allowances', times),
    ...renamed('slas', slas),
    ...Object.fromEntries(defaultSteps.map(({ after }, index) => [`ladder.${index}`, String(ladder[index] ?? after)])),
    ...overrideValues(ladders),
    ...Object.fromEntries(proofKinds.map((kind) => [`proofs.${kind}`, podPolicy[kind] ?? 'off'])),
  }
}

function renamed(group: string, durations: Readonly<Record<string, unknown>>): Values {
  const texts = Object.entries(durations).map(([key, iso]) => [`${group}.${key}`, durationText(String(iso))])
  return Object.fromEntries(texts)
}

/** The service level of a posted form (api.md, PUT /service-levels/{code}); what is empty takes the default. */
export function levelOf(form: FormData) {
  return filled<unknown>({
    name: fieldOf(form, 'name'),
    calendar: fieldOf(form, 'calendar'),
    attempts: numericOf(form, 'attempts'),
    allowances: filled<unknown>({ ...durationsOf(form, 'allowances', allowanceKeys), promise: promiseOf(form) }),
    slas: durationsOf(form, 'slas', exceptionTypes),
    ladder: ladderOf(form),
    ladders: overridesOf(form),
    podPolicy: filled(Object.fromEntries(proofKinds.map((kind) => [kind, textOf(form, `proofs.${kind}`)]))),
  })
}

function durationsOf(form: FormData, group: string, keys: readonly string[]): Record<string, string> {
  const texts = keys.map((key): [string, string | null] => [key, textOf(form, `${group}.${key}`)])
  return filled(Object.fromEntries(texts.map(([key, text]) => [key, text && isoDuration(text)])))
}

/** Working days with a time, or a length of time; without either it is next day's. */
function promiseOf(form: FormData) {
  const length = textOf(form, 'promise.length')
  const isByDay = textOf(form, 'promise.workingDays') !== null
  if (length && isByDay) {
    const message = 'is given, and working days are too: one of them'
    throw new AppError('invalid_input', message, { errors: [{ pointer: '/promise/length', code: 'rule', message }] })
  }
  if (length) return isoDuration(length)
  return isByDay ? { workingDays: numericOf(form, 'promise.workingDays'), by: fieldOf(form, 'promise.by') } : null
}

/** A number as a number; what is none stays text, for the next check to refuse. */
function numericOf(form: FormData, name: string): number | string {
  const text = fieldOf(form, name)
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text)
}

/** What is wrong, by the fields of the form. */
export function levelMessages(errors: readonly FieldError[], form: FormData): FieldMessages {
  const messages: Record<string, string> = {}
  for (const { pointer, code, message } of errors) {
    const field = fieldNameOf(pointer, form)
    const words = code === 'invalid_type' ? 'must be a number' : message
    messages[field] ??= words
  }
  return messages
}

function fieldNameOf(pointer: string, form: FormData): string {
  const [, group = '', key = '', ...rest] = pointer.split('/')
  if (group === 'podPolicy') return `proofs.${key}`
  if (group === 'allowances' && key === 'promise') {
    return textOf(form, 'promise.length') ? 'promise.length' : `promise.${rest[0] ?? 'workingDays'}`
  }
  if (group === 'ladder') return `ladder.${key || 0}`
  if (group !== 'ladders') return [group, key].filter(Boolean).join('.')
  const slot = [...form.entries()].find(([name, value]) => /^override\.\d+\.type$/.test(name) && value === key)?.[0]
  const [level, part] = rest
  const place = level === undefined ? 'type' : `level.${level}.${part ?? 'after'}`
  return slot ? slot.replace(/type$/, place) : 'name'
}

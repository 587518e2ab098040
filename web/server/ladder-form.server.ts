import { AppError } from '#domain/errors.ts'
import { defaultSteps, type LadderStep, ladderReaders, staffChannels } from '#domain/ladder-steps.ts'
import type { ServiceLevelView } from '#domain/views.ts'
import type { Values } from './booking.server.ts'
import { fieldOf, textOf } from './form.server.ts'

type Ladders = ServiceLevelView['ladders']

/** The fields of the ladders of single types, and of one more to fill in. */
export function overrideValues(ladders: Ladders): Values {
  const all: [type: string, steps: readonly LadderStep[]][] = [...Object.entries(ladders), ['', defaultSteps]]
  return Object.fromEntries(
    all.flatMap(([type, steps], slot) => [[`override.${slot}.type`, type], ...rowsOf(slot, steps)]),
  )
}

function rowsOf(slot: number, steps: readonly LadderStep[]): [name: string, value: string][] {
  return steps.flatMap(({ after, who, channels }, index) => {
    const row = `override.${slot}.level.${index}`
    return [
      [`${row}.after`, String(after)],
      ...who.map((reader): [string, string] => [`${row}.who.${reader}`, 'on']),
      ...channels.map((channel): [string, string] => [`${row}.channels.${channel}`, 'on']),
    ]
  })
}

/** How many ladders of single types the form has fields for. */
export function overrideCount(values: Values): number {
  return Object.keys(values).filter((name) => /^override\.\d+\.type$/.test(name)).length
}

/** The multiples of the SLA at which the levels begin; what is no number is refused by the next check. */
export function ladderOf(form: FormData): (number | null)[] {
  return defaultSteps.map((_, index) => multipleOf(form, `ladder.${index}`))
}

/** The ladders of single types by type; those without a type are left out. */
export function overridesOf(form: FormData): Record<string, unknown> {
  const ladders: Record<string, unknown> = {}
  for (let slot = 0; form.has(`override.${slot}.type`); slot++) {
    const type = textOf(form, `override.${slot}.type`)
    if (type === null) continue
    if (type in ladders) {
      const message = 'has a ladder above already'
      const errors = [{ pointer: `/override.${slot}.type`, code: 'rule', message }]
      throw new AppError('invalid_input', message, { errors })
    }
    ladders[type] = defaultSteps.map((_, index) => stepOf(form, `override.${slot}.level.${index}`))
  }
  return ladders
}

function stepOf(form: FormData, row: string) {
  return {
    after: multipleOf(form, `${row}.after`),
    who: ladderReaders.filter((reader) => form.has(`${row}.who.${reader}`)),
    channels: staffChannels.filter((channel) => form.has(`${row}.channels.${channel}`)),
  }
}

function multipleOf(form: FormData, name: string): number | null {
  const number = Number(fieldOf(form, name).replace(',', '.') || Number.NaN)
  return Number.isNaN(number) ? null : number
}

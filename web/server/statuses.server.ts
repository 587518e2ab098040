import type { Services, Viewer } from '#api/services/contract.ts'
import { AppError, type FieldError } from '#domain/errors.ts'
import { mostAheadMs, mostStatuses } from '#domain/imports.ts'
import { partnerStatuses } from '#domain/mapping.ts'
import type { ImportRowView } from '#domain/views-imports.ts'
import { statusNames } from '#domain/words.ts'
import { commandIdFor } from '../command-id.ts'
import type { Reading } from '../format.ts'
import { effectWords } from '../words/mappings.ts'
import { instantFrom, wallTimeOf } from './act-fields.server.ts'
import { fieldOf, filled } from './form.server.ts'
import { importOf, rowLine } from './present-imports.server.ts'
import { isAppError } from './problems.server.ts'

type Desk = { services: Services; viewer: Viewer; reading: Reading }

/** What the form says, as it was typed. */
export type StatusValues = {
  numbers: string
  status: string
  at: string
  place: string
  reason: string
  hasEvidence: boolean
}

const mostShown = 25
const pageRows = '200'
const longestNumber = 64

export const blankValues: StatusValues = {
  numbers: '',
  status: '',
  at: '',
  place: '',
  reason: '',
  hasEvidence: false,
}

/** The partner's own words by its newest mapping; our own as long as it has none. */
export async function choicesFor({ services, viewer }: Desk, partnerId: string) {
  const { rules } = await services.mappings.get(partnerId, viewer)
  const labels = new Map<string, string>()
  for (const { match, effect, label } of rules) {
    const { code } = match
    if (code !== undefined && !labels.has(code)) labels.set(code, `${code}: ${label ?? effectWords(effect)}`)
  }
  const own = partnerStatuses.map((status) => ({ value: status as string, label: statusNames[status] }))
  return labels.size === 0 ? own : [...labels].map(([value, label]) => ({ value, label }))
}

/** Statuses that were looked at: what would become, or became, of each parcel; what is refused comes first. */
export async function lookedAt({ services, viewer, reading }: Desk, id: string) {
  const view = await services.imports.get(id, viewer)
  const rows = await everyRow(services.imports, { id: view.id, viewer })
  const isGood = view.state === 'review' ? wouldMove : hasMoved
  const ordered = rows.toSorted((a, b) => Number(isGood(a)) - Number(isGood(b)) || a.line - b.line)
  const [first] = rows
  return {
    head: importOf(view, reading),
    rows: ordered.slice(0, mostShown).map((row) => rowLine(row, reading)),
    more: Math.max(0, rows.length - mostShown),
    good: rows.filter(isGood).length,
    values: {
      ...blankValues,
      numbers: rows.map(({ trackingNumber }) => trackingNumber).join('\n'),
      status: first?.said.status ?? '',
      at: first?.said.occurredAt ? wallTimeOf(Date.parse(first.said.occurredAt), reading.zone) : '',
      place: first?.said.place ?? '',
      reason: first?.said.reason ?? '',
    },
  }
}

export type LookedAt = Awaited<ReturnType<typeof lookedAt>>

type Asked = { id: string; viewer: Viewer }

/** At most as many as can be reported at once. */
async function everyRow(imports: Services['imports'], { id, viewer }: Asked): Promise<ImportRowView[]> {
  const rows: ImportRowView[] = []
  for (let cursor: string | null = null; rows.length < mostStatuses; ) {
    const page: Awaited<ReturnType<typeof imports.rows>> = await imports.rows(
      id,
      filled({ limit: pageRows, cursor }),
      viewer,
    )
    rows.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return rows
}

function wouldMove({ outcome }: ImportRowView): boolean {
  return outcome === 'new'
}

function hasMoved({ result }: ImportRowView): boolean {
  return result === 'applied'
}

export function statusValuesIn(form: FormData): StatusValues {
  return {
    numbers: fieldOf(form, 'numbers'),
    status: fieldOf(form, 'status'),
    at: fieldOf(form, 'at'),
    place: fieldOf(form, 'place'),
    reason: fieldOf(form, 'reason'),
    hasEvidence: form.has('evidence'),
  }
}

/** One number a line, or between spaces, commas and semicolons; each once. */
export function numbersIn(text: string): string[] {
  return [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]
}

/** Says what the statuses would do; the id of the import that waits to be applied. */
export async function lookAt({ services, viewer, reading }: Desk, form: FormData): Promise<string> {
  const { numbers, status, at, place, reason, hasEvidence } = statusValuesIn(form)
  const occurredAt = at === '' ? null : instantFrom(at, reading.zone)
  const found = numbersIn(numbers)
  demandStatuses({ numbers: found, status, occurredAt, place, reason }, reading.nowMs)
  const said = filled<unknown>({
    status,
    occurredAt,
    place: place || null,
    reason: reason || null,
    hasEvidence: hasEvidence || null,
  })
  const items = found.map((trackingNumber) => ({ trackingNumber, ...said }))
  const idempotencyKey = commandIdFor(fieldOf(form, 'seed'), JSON.stringify(items))
  const { view } = await services.imports.report(items, { viewer, query: { dryRun: 'true' }, idempotencyKey })
  await forget({ services, viewer, reading }, { before: fieldOf(form, 'look'), now: view.import.id })
  return view.import.id
}

/** A look that another one replaces is not to wait for anybody. */
async function forget({ services, viewer }: Desk, { before, now }: { before: string; now: string }): Promise<void> {
  if (before === '' || before === now) return
  try {
    await services.imports.cancel(before, viewer)
  } catch (error) {
    if (!isAppError(error)) throw error
  }
}

/** Applies what was looked at; a second press finds it applied. */
export async function applyLooked({ services, viewer }: Desk, id: string): Promise<void> {
  try {
    await services.imports.apply(id, viewer)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'not_now') throw error
  }
}

type Given = { numbers: readonly string[]; status: string; occurredAt: string | null; place: string; reason: string }

function demandStatuses({ numbers, status, occurredAt, place, reason }: Given, nowMs: number): void {
  const tooLong = numbers.find((number) => number.length > longestNumber)
  const atMs = occurredAt === null ? nowMs : Date.parse(occurredAt)
  const faults: [isWrong: boolean, pointer: string, message: string][] = [
    [numbers.length === 0, '/numbers', 'Paste or scan at least one number.'],
    [
      numbers.length > mostStatuses,
      '/numbers',
      `There are ${numbers.length} numbers; at most ${mostStatuses} go at once.`,
    ],
    [tooLong !== undefined, '/numbers', `This is too long for a number: ${tooLong?.slice(0, 40)}`],
    [status === '', '/status', 'Choose what you report.'],
    [Number.isNaN(atMs), '/at', 'This is no date and time.'],
    [atMs > nowMs + mostAheadMs, '/at', 'This lies in the future.'],
    [place.length > 200, '/place', 'At most 200 characters.'],
    [reason.length > 200, '/reason', 'At most 200 characters.'],
  ]
  const errors = faults
    .filter(([isWrong]) => isWrong)
    .map(([, pointer, message]): FieldError => ({ pointer, code: 'invalid', message }))
  if (errors.length > 0) throw new AppError('invalid_input', 'Nothing was reported.', { errors })
}

import type { Viewer } from '#api/services/contract.ts'
import { importFields } from '#domain/import-columns.ts'
import { type importMoves, importStates } from '#domain/imports.ts'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '../framework.ts'
import { doneWords } from '../words/imports.ts'
import { fieldOf, filled } from './form.server.ts'
import { readingOf } from './preferences.server.ts'
import { importLine, importOf, rowKinds, rowLine } from './present-imports.server.ts'
import { load, missing, type Problem, refusable } from './problems.server.ts'

/** A page of imports that a viewer may see. */
export function readImports({ request, context }: LoaderFunctionArgs, viewer: Viewer) {
  return load(async () => {
    const search = new URL(request.url).searchParams
    const cursor = search.get('cursor')
    const state = importStates.find((known) => known === search.get('state')) ?? null
    const query = filled({ limit: '30', cursor, state })
    const { items, nextCursor } = await context.services.imports.list(query, viewer)
    const reading = readingOf(request)
    return { lines: items.map((item) => importLine(item, reading)), state, nextCursor }
  })
}

/** One import with a few rows of each kind, or a page of one kind. */
export function readImport({ request, context, params }: LoaderFunctionArgs, viewer: Viewer) {
  return load(async () => {
    const { imports } = context.services
    const search = new URL(request.url).searchParams
    const outcome = rowKinds.find((kind) => kind === search.get('outcome')) ?? null
    const view = await imports.get(params.id ?? '', viewer)
    const query = filled({ outcome, limit: '30', cursor: search.get('cursor') })
    const page = outcome ? await imports.rows(view.id, query, viewer) : null
    const reading = readingOf(request)
    return {
      file: importOf(view, reading),
      outcome,
      rows: (page?.items ?? view.examples ?? []).map((row) => rowLine(row, reading)),
      nextCursor: page?.nextCursor ?? null,
      done: doneWords(search.get('done'), view.state),
    }
  })
}

export type ImportPage = Awaited<ReturnType<typeof readImport>>
export type ImportMove = keyof typeof importMoves

/** What the columns of a file mean, as the fields of a form say it; null where it says nothing. */
export function formatIn(given: (name: string) => string | null) {
  const named = importFields.map((field) => [field, given(`columns.${field}`)?.trim() || null] as const)
  const columns = filled(Object.fromEntries(named))
  const hasColumns = Object.keys(columns).length > 0
  const format = filled<unknown>({
    columns: hasColumns ? columns : null,
    dateOrder: given('dateOrder')?.trim() || null,
    zone: given('zone')?.trim() || null,
  })
  return Object.keys(format).length > 0 ? format : null
}

/** A correction says all of it: a column that is left out is found by its usual names. */
function changeIn(form: FormData) {
  const given = formatIn((name) => fieldOf(form, name))
  return { columns: {}, dateOrder: null, ...given }
}

type Desk = { viewer: Viewer; base: string; moves: readonly ImportMove[] }

/** Does what a form on the page of an import asks for. `base` is where the list is. */
export async function actOnImport({ request, context, params }: ActionFunctionArgs, { viewer, base, moves }: Desk) {
  const { imports } = context.services
  const id = params.id ?? ''
  const form = await request.formData()
  const move = moves.find((known) => known === form.get('intent'))
  if (!move) throw missing()
  return await refusable<{ move: ImportMove; problem: Problem }, { move: ImportMove; problem: Problem }>(
    async () => {
      await (move === 'change' ? imports.change(id, changeIn(form), viewer) : imports[move](id, viewer))
      throw redirect(`${base}/${id}?done=${move}`)
    },
    (problem) => ({ move, problem }),
  )
}

/** Takes a posted file as a dry run while it comes in; the path of its page. */
export async function takeUpload({ request, context }: ActionFunctionArgs, viewer: Viewer): Promise<string> {
  const { id } = await context.takeFile(request, ({ name, bytes, fields }) => {
    const format = async () => {
      const given = await fields
      return formatIn((field) => given.get(field) ?? null)
    }
    return context.services.imports.upload({ name, bytes, format }, { dryRun: 'true' }, viewer)
  })
  return `/partner/uploads/${id}`
}

/** What an import is doing (api.md, Partners). Only `review` and `paused` wait for a person. */
export const importStates = ['staging', 'review', 'applying', 'paused', 'done', 'failed', 'cancelled'] as const
export type ImportState = (typeof importStates)[number]

/** What a dry run says of a row. */
export const rowOutcomes = ['new', 'unchanged', 'unmapped', 'ambiguous', 'unknown_parcel', 'backward', 'bad'] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/** What became of a row that was sent; `in_review` waits for somebody to look at it. */
export const rowResults = ['applied', 'in_review'] as const
export type RowResult = (typeof rowResults)[number]

/** Which rows the shipments are told of: a word that nobody knows raises a question there, never a guess (B14). */
export const sentOutcomes = ['new', 'unmapped', 'ambiguous'] as const satisfies readonly RowOutcome[]

/** On what way the rows came: as a file, by the API, or through the watched folder. */
export const importSources = ['upload', 'api', 'drop'] as const
export type ImportSource = (typeof importSources)[number]

export const mostImportBytes = 100 * 1_048_576
export const mostImportRows = 500_000
export const mostStatuses = 1_000

/** A clock may go wrong by so much; what lies further ahead has not happened. */
export const mostAheadMs = 5 * 60_000

type Moves = Record<'apply' | 'pause' | 'resume' | 'cancel' | 'change', readonly ImportState[]>

/** In which states somebody may do what with an import. */
export const importMoves: Moves = {
  apply: ['review'],
  pause: ['applying'],
  resume: ['paused'],
  cancel: ['staging', 'review', 'applying', 'paused'],
  change: ['review', 'failed'],
}

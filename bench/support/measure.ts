/** One comparison: ours and a baseline in the same run, round by round. */
export type Round = { ours: number; baseline: number }

export type Result = {
  name: string
  claim: string
  unit: string
  rounds: Round[]
  /** Ours by baseline, the middle of the rounds. */
  ratio: number
  ratioMin: number
  ratioMax: number
  goal: string
  isMet: boolean
  notes: string[]
}

export type Bench = { name: string; run: (house: import('#stack/house.ts').House, rounds: number) => Promise<Result> }

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2
}

/** The value that `share` of all values do not exceed. Percentiles are taken of raw values, never of percentiles. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return at(sorted, Math.max(0, Math.ceil(sorted.length * share) - 1))
}

function at(sorted: readonly number[], index: number): number {
  const value = sorted[index]
  if (value === undefined) throw new Error('There is nothing to measure.')
  return value
}

type Verdict = Pick<Result, 'name' | 'claim' | 'unit' | 'goal'> & {
  rounds: Round[]
  isMet: (ratio: number) => boolean
  notes?: string[]
}

/** The verdict over the rounds' ratios. */
export function judge({ rounds, isMet, notes = [], ...claim }: Verdict): Result {
  const ratios = rounds.map(({ ours, baseline }) => ours / baseline)
  const ratio = median(ratios)
  return {
    ...claim,
    rounds,
    ratio,
    ratioMin: Math.min(...ratios),
    ratioMax: Math.max(...ratios),
    isMet: isMet(ratio),
    notes,
  }
}

/** How long something took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now()
  await work()
  return performance.now() - startedAtMs
}

/** Runs `total` pieces of work, at most `lanes` at once. */
export async function inLanes(total: number, lanes: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  async function lane(): Promise<void> {
    for (let n = next++; n < total; n = next++) await work(n)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** A start that cannot go on: what failed, why, and what the reader can do about it. */
export class StartFailure extends Error {
  override name = 'StartFailure'

  constructor({ what, why, toDo }: { what: string; why: string; toDo: string }, options?: ErrorOptions) {
    super(`${what}\n  why:  ${why}\n  do:   ${toDo}`, options)
  }
}

/** One line for the person at the terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Runs one phase of the start; when it takes over a second it says so at once, and at the end how long it took. */
export async function phase<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAtMs = performance.now()
  const announce = setTimeout(() => say(`  ... ${title}`), 1_000)
  try {
    const result = await work()
    say(`  ok  ${title} (${seconds(performance.now() - startedAtMs)})`)
    return result
  } catch (error) {
    say(`  --  ${title}: failed after ${seconds(performance.now() - startedAtMs)}`)
    throw error
  } finally {
    clearTimeout(announce)
  }
}

/** `1.4 s`: for people, never parsed. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

import { type CommandResult, isCommandResult } from '../command-result.ts'

/** Gives a command without a form of the page, and tells how it came out; null when the session is over. */
export async function postCommand(fields: FormData, signal?: AbortSignal): Promise<CommandResult | null> {
  const answer = await fetch('/act', {
    method: 'POST',
    body: fields,
    headers: { accept: 'application/json' },
    ...(signal && { signal }),
  })
  if (answer.redirected) {
    // Somebody who is not signed in any more is asked to.
    window.location.reload()
    return null
  }
  const body: unknown = await answer.json()
  return isCommandResult(body) ? body : null
}

const askAgainMs = 2_000
const mostTries = 30

/** The same until there is a final answer: under one id, so that nothing is done twice. */
export async function postUntilAnswered(fields: FormData): Promise<CommandResult | null> {
  for (let tries = 0; tries < mostTries; tries++) {
    const result = await postCommand(fields).catch(() => null)
    if (result && result.kind !== 'pending') return result
    await new Promise((done) => setTimeout(done, askAgainMs))
  }
  return null
}

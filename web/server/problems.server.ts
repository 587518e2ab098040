import type { AppError, FieldError } from '#domain/errors.ts'
import { problems } from '#domain/errors.ts'
import { type Reading, when } from '../format.ts'
import { data } from '../framework.ts'

/** What an error page and a refused form know about a problem. */
export type Problem = { code: string; title: string; message: string; errors: readonly FieldError[] }

/** Recognised by its name, because the API's copy of the class is another one than ours. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error
}

/** Everything a page tells about a refusal. */
export function problemOf(error: AppError): Problem {
  const { title } = problems[error.code]
  return { code: error.code, title, message: error.message, errors: error.extra.errors ?? [] }
}

const instant = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g

/** A message of ours with its instants as the viewer reads them. */
export function inWords(message: string, reading: Reading): string {
  return message.replaceAll(instant, (at) => when(at, reading).text)
}

export function statusOf(error: AppError): number {
  return problems[error.code].status
}

/** Runs a loader; a refusal becomes the error page, and what is forbidden looks like what is missing. */
export async function load<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!isAppError(error)) throw error
    if (['forbidden', 'not_found', 'malformed'].includes(error.code)) throw missing()
    throw data(problemOf(error), { status: statusOf(error) })
  }
}

/** The one answer to what does not exist and to what is not the viewer's to see. */
export function missing() {
  const problem: Problem = { code: 'not_found', title: 'Not found', message: '', errors: [] }
  return data(problem, { status: 404 })
}

/** Runs an action; a refusal is told beside the form, everything else goes on to the error page. */
export async function refusable<T, R>(act: () => Promise<T>, refused: (problem: Problem) => R) {
  try {
    return await act()
  } catch (error) {
    if (!isAppError(error)) throw error
    return data(refused(problemOf(error)), { status: statusOf(error) })
  }
}

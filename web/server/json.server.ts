import { isAppError, problemOf, statusOf } from './problems.server.ts'

/** Answers a script of ours: what it asked for, or the problem. */
export async function jsonOf(read: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await read())
  } catch (error) {
    if (!isAppError(error)) throw error
    // What is forbidden looks like what is missing.
    const status = error.code === 'forbidden' ? 404 : statusOf(error)
    return Response.json(status === 404 ? null : problemOf(error), { status })
  }
}

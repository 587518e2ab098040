import { isAppError, problemOf, statusOf } from './problems.server.ts'

/** Answers a script of ours: what it asked for, or the problem. */
export async function jsonOf(read: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await read())
  } catch (error) {
    if (!isAppError(error)) throw error
    return Response.json(problemOf(error), { status: statusOf(error) })
  }
}

import type { Services, Viewer } from '#api/services/contract.ts'
import { isAppError, type Problem, problemOf } from './problems.server.ts'

type Asked = { code: string; query: Record<string, string>; viewer: Viewer }

/** The report that an address asks for; where that cannot be, what it shows by itself beside what was wrong. */
export async function readAsked({ reports }: Services, { code, query, viewer }: Asked) {
  try {
    return { view: await reports.read(code, query, viewer), problem: null }
  } catch (error) {
    if (!isAppError(error) || error.code !== 'invalid_input') throw error
    const problem: Problem = problemOf(error)
    return { view: await reports.read(code, {}, viewer), problem }
  }
}

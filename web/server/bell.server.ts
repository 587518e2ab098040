import type { Viewer } from '#api/services/contract.ts'
import type { BellView } from '#domain/alerts.ts'
import type { AppLoadContext } from '../framework.ts'
import { isAppError } from './problems.server.ts'

/** What the head of a console shows of somebody's alerts. Without it the console is usable all the same. */
export async function bellOf(
  context: AppLoadContext,
  viewer: Viewer,
): Promise<{ bell: BellView | null; rooms: string[] }> {
  try {
    return { bell: await context.services.alerts.bell(viewer), rooms: ['~alerts'] }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { bell: null, rooms: [] }
  }
}

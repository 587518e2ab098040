import type { Engine } from './engine.ts'
import { Failure } from './failure.ts'
import { expireSession } from './sessions.ts'
import { cancelIntent } from './settle.ts'
import { listDue } from './store.ts'

/** Ends the holds and the open pages whose time is up by the double's clock. */
export async function endWhatIsDue(engine: Engine): Promise<number> {
  const holds = await listDue(engine.pool, 'payment_intent', engine.nowSec())
  const pages = await listDue(engine.pool, 'checkout.session', engine.nowSec())
  for (const id of holds) await quietly(() => engine.inTransaction((call) => cancelIntent(call, id, 'automatic')))
  for (const id of pages) await quietly(() => engine.inTransaction((call) => expireSession(call, id)))
  return holds.length + pages.length
}

/** Somebody may have captured or paid in the same moment: then there is nothing left to end. */
async function quietly(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

import type { DatabasePool } from 'slonik'
import { type Histories, type History, listHistories } from '#db/histories.ts'
import { endJob, findJobInput, noteProgress } from '#db/jobs.ts'
import { DeskLoad } from '#domain/desk-load.ts'
import type { Policy } from '#domain/policy.ts'
import type { WhatIfOutcome } from '#domain/views-operations.ts'
import { reallyTold, replayUnder } from '#domain/what-if.ts'

/** What a what-if keeps: the draft as it would be copied into a shipment, and which history to replay. */
export type WhatIfInput = { levelCode: string; sinceMs: number; untilMs: number; days: number; draft: Policy }

const atOnce = 50

/** Replays the stored history of a level under a draft, some shipments at a time, and keeps how far it has come. */
export function createWhatIf(pool: DatabasePool) {
  return async (jobId: string, beat: () => void): Promise<void> => {
    const job = await findJobInput(pool, jobId)
    if (!job) return
    // Only our own service writes it.
    const input = job.input as WhatIfInput
    const startedMs = performance.now()
    const loads = { now: new DeskLoad(), draft: new DeskLoad() }
    let done = 0
    for await (const histories of readAhead(pool, input)) {
      beat()
      for (const { id, events } of histories) {
        loads.now.add(reallyTold(events))
        loads.draft.add(replayUnder(events, { shipmentId: id, policy: input.draft, untilMs: input.untilMs }))
      }
      done += histories.length
      if (done % 1_000 < atOnce) {
        await noteProgress(pool, { id: jobId, done })
        if ((await findJobInput(pool, jobId))?.state !== 'running') return
      }
    }
    const outcome: WhatIfOutcome = {
      shipments: done,
      days: input.days,
      seconds: Math.round((performance.now() - startedMs) / 100) / 10,
      now: loads.now.figures(),
      draft: loads.draft.figures(),
    }
    await noteProgress(pool, { id: jobId, done })
    await endJob(pool, { id: jobId, state: 'done', outcome })
  }
}

/** Page after page; the next one is on its way while this one is replayed. */
async function* readAhead(pool: DatabasePool, which: Histories): AsyncGenerator<readonly History[]> {
  const read = (afterId: string) => listHistories(pool, which, { afterId, limit: atOnce })
  for (let next = read('00000000-0000-0000-0000-000000000000'); ; ) {
    const page = await next
    const last = page.at(-1)
    if (!last) return
    next = read(last.id)
    // Nobody awaits it after a cancel; everybody else hears of its failure when it is awaited.
    next.catch(() => undefined)
    yield page
  }
}

import * as wf from '@temporalio/workflow'

export type TwinCommand = { commandId: string; type: string; last: boolean }

export const twinCommand = wf.defineUpdate<{ seq: number }, [TwinCommand]>('command')

/** The bare twin: the same Updates and as many workflow tasks, without a rule, a row or an activity. */
export async function twinWorkflow(): Promise<void> {
  let seq = 0
  let isOver = false
  wf.setHandler(twinCommand, ({ last }) => {
    seq++
    isOver = last
    return { seq }
  })
  await wf.condition(() => isOver)
}

const { nothing } = wf.proxyLocalActivities<{ nothing: () => Promise<void> }>({ startToCloseTimeout: '5s' })

/** The twin with an empty local activity for each command: what the engine takes for waiting on a projection. */
export async function activityTwinWorkflow(): Promise<void> {
  let seq = 0
  let isOver = false
  wf.setHandler(twinCommand, async ({ last }) => {
    await nothing()
    seq++
    isOver = last
    return { seq }
  })
  await wf.condition(() => isOver && wf.allHandlersFinished())
}

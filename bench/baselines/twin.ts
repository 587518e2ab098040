import * as wf from '@temporalio/workflow'

export const twinCommand = wf.defineUpdate<{ seq: number }, [{ commandId: string; type: string; last: boolean }]>(
  'command',
)

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

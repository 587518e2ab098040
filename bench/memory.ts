import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, judge } from './support/measure.ts'
import { residentMb } from './support/process.ts'

const budgetMb = 700

/** Idle resident memory of server and worker together, against the budget. */
export const memory: Bench = {
  name: 'memory',
  run: async (house) => {
    await sleep(3_000)
    const [server, worker] = [residentMb(house.pidOf('server')), residentMb(house.pidOf('worker'))]
    return judge({
      name: 'memory',
      claim: `resident memory of server and worker together, by the budget of ${budgetMb} MB`,
      unit: 'MB',
      goal: '< 1.00',
      rounds: [{ ours: server + worker, baseline: budgetMb }],
      isMet: (ratio) => ratio < 1,
      notes: [`server ${server} MB, worker ${worker} MB, measured after a start without load`],
    })
  },
}

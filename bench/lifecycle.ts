import { commandsOfALife, liveThrough, openCrew } from './support/crew.ts'
import { type Bench, inLanes, judge, median, type Round, timed } from './support/measure.ts'
import { cpuPerPiece, cpuText } from './support/process.ts'
import { openTwin } from './support/twin.ts'

const lanes = 8
const livesARound = 40

/** P1: whole lives through HTTP, with all rows written, against the bare twin with as many workflow tasks. */
export const lifecycle: Bench = {
  name: 'lifecycle',
  run: async (house, roundCount) => {
    const crew = await openCrew(house)
    const twin = await openTwin(house.temporalAddress)
    const [ours, theirs]: [string[], string[]] = [[], []]
    const liveOurs = () => inLanes(livesARound, lanes, async () => ours.push(await liveThrough(crew)))
    const liveTwin = () => inLanes(livesARound, lanes, async () => theirs.push(await twin.live(commandsOfALife)))
    const liveActivityTwin = () => inLanes(livesARound, lanes, () => twin.live(commandsOfALife, 'activityTwinWorkflow'))
    await liveOurs()
    await liveTwin()
    await liveActivityTwin()
    const engine: number[] = []
    const rounds: Round[] = []
    for (let n = 0; n < roundCount; n++) {
      const oursMs = await timed(liveOurs)
      const twinMs = await timed(liveTwin)
      engine.push(twinMs / (await timed(liveActivityTwin)))
      rounds.push({ ours: (livesARound * 1_000) / oursMs, baseline: (livesARound * 1_000) / twinMs })
    }
    const { rows } = await house.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM shipment WHERE status = 'closed'`,
    )
    const closed = rows[0]?.n ?? 0
    if (closed < ours.length) throw new Error(`Only ${closed} of ${ours.length} shipments are closed.`)
    const ourTasks = await meanTasks(ours, (id) => twin.tasksOf(`shipment-${id}`))
    const twinTasks = await meanTasks(theirs, twin.tasksOf)
    const pids = Object.fromEntries(
      ['server', 'worker', 'temporal', 'postgres'].map((name) => [name, house.pidOf(name)]),
    )
    const bench = { driver: process.pid }
    const oursCpu = await cpuPerPiece({ ...pids, ...bench }, livesARound, liveOurs)
    const twinPids = { twinWorker: twin.pid, temporal: house.pidOf('temporal'), ...bench }
    const twinCpu = await cpuPerPiece(twinPids, livesARound, liveTwin)
    const activityCpu = await cpuPerPiece(twinPids, livesARound, liveActivityTwin)
    await twin.close()
    const differs = Math.abs(ourTasks / twinTasks - 1)
    return judge({
      name: 'lifecycle',
      claim: `lifecycles/s of ${commandsOfALife} commands over HTTP against the bare twin`,
      unit: 'lives/s',
      goal: '>= 0.80',
      rounds,
      isMet: (ratio) => ratio >= 0.8,
      notes: [
        `${ours.length} lives of ours, all closed; workflow tasks a life: ours ${ourTasks}, twin ${twinTasks}`,
        `the twin with an empty local activity a command reaches ${median(engine).toFixed(2)} of the bare one`,
        `CPU ms a life: ours ${cpuText(oursCpu)}`,
        `CPU ms a life: twin ${cpuText(twinCpu)}; with the empty activity ${cpuText(activityCpu)}`,
        ...(differs > 0.05 ? ['VOID: the numbers of workflow tasks differ by more than 5 %'] : []),
      ],
    })
  },
}

async function meanTasks(ids: readonly string[], tasksOf: (id: string) => Promise<number>): Promise<number> {
  const sample = ids.slice(-10)
  const counts = await Promise.all(sample.map(tasksOf))
  return counts.reduce((sum, count) => sum + count, 0) / counts.length
}

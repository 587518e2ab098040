import { uuidv7 } from 'uuidv7'
import { booking, openCrew } from './support/crew.ts'
import { type Bench, judge, percentile, type Round, timed } from './support/measure.ts'
import { openTwin } from './support/twin.ts'

const commandsARound = 100

/** P4: one command through HTTP, answered when PostgreSQL has it, against one bare Update; one caller, taking turns. */
export const command: Bench = {
  name: 'command',
  run: async (house, roundCount) => {
    const { customer, dispatcher } = await openCrew(house)
    const twin = await openTwin(house.temporalAddress)
    const rounds: Round[] = []
    const tails: number[] = []
    for (let n = 0; n <= roundCount; n++) {
      const { id } = await customer.book(booking)
      const workflowId = await twin.start()
      const [ours, bare]: [number[], number[]] = [[], []]
      for (let count = 0; count < commandsARound; count++) {
        ours.push(await timed(() => note(dispatcher, id)))
        bare.push(await timed(() => twin.send(workflowId, 'note')))
      }
      await twin.send(workflowId, 'end', true)
      // The first round only warms up.
      if (n === 0) continue
      rounds.push({ ours: percentile(ours, 0.5), baseline: percentile(bare, 0.5) })
      tails.push(percentile(ours, 0.95))
    }
    await twin.close()
    return judge({
      name: 'command',
      claim: 'p50 of one command through HTTP against one bare Update',
      unit: 'ms',
      goal: '<= 1.3',
      rounds,
      isMet: (ratio) => ratio <= 1.3,
      notes: [`p95 of a command by round: ${tails.map((ms) => ms.toFixed(1)).join(', ')} ms`],
    })
  },
}

type Sender = { send: (method: string, path: string, body: object) => Promise<unknown> }

async function note(client: Sender, id: string): Promise<void> {
  const payload = { text: 'Ring twice.', audience: 'staff' }
  await client.send('POST', `/shipments/${id}/commands`, { commandId: uuidv7(), type: 'add_note', payload })
}

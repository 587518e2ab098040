import { findAnswer } from '#db/command-answers.ts'
import { findEventsOf } from '#db/events.ts'
import { keepRating } from '#db/personal.ts'
import { allowedCommands } from '#domain/allowed.ts'
import { commandInput, type OfferedCommand } from '#domain/schemas/command.ts'
import { id as idSchema } from '#domain/schemas/common.ts'
import type { CommandAnswer } from '#domain/views.ts'
import { appliedAnswer, findRepeat, repeatedAnswer } from './command-answer.ts'
import { actorFor, refused } from './command-checks.ts'
import { isOffered } from './command-offered.ts'
import { previewCommand } from './command-preview.ts'
import { type CommandDeps, type Given, runCommand } from './command-run.ts'
import type { Services } from './contract.ts'
import { isRepeated } from './partner-words.ts'
import { notFound } from './permission.ts'
import { personOf, readShipment, viewShipment } from './read-shipment.ts'
import { actorsOf, relationOf } from './relation.ts'

/** The one door for every command, in the order of lifecycle.md T3. */
export function createCommandService(deps: CommandDeps): Services['commands'] {
  return {
    send: async (idOrNumber, unchecked, viewer) => {
      const input = commandInput.parse(unchecked)
      const { row, before } = await findRepeat(deps, { idOrNumber, commandId: input.commandId }, viewer)
      if (before.length > 0) {
        return await appliedAnswer(deps, { shipmentId: row.id, commandId: input.commandId }, { viewer, events: before })
      }
      const actors = actorsOf(viewer, row)
      const given = { row, viewer, actors, actor: actorFor(viewer, actors, input.type) }
      if (!isOffered(input)) throw refused({ code: 'not_now', message: 'This is not offered yet.' }, row, actors)
      if (input.type === 'partner_status' && (await isRepeated(deps.db, input, given))) {
        return await repeatedAnswer(deps, { shipmentId: row.id, commandId: input.commandId }, viewer)
      }
      return input.type === 'rate' ? await rate(deps, input, given) : await runCommand(deps, input, given)
    },

    preview: (idOrNumber, unchecked, viewer) => previewCommand(deps, { idOrNumber, unchecked }, viewer),

    state: async (idOrNumber, commandId, viewer) => {
      const known = idSchema.safeParse(commandId)
      const row = await readShipment(deps.db, idOrNumber, relationOf(viewer))
      if (!known.success) throw notFound('command')
      const which = { commandId: known.data, shipmentId: row.id }
      const events = await findEventsOf(deps.db, which)
      if (events.length > 0) return { state: 'applied', answer: await appliedAnswer(deps, which, { viewer, events }) }
      const answer = await findAnswer(deps.db, which)
      const isKnown = answer && (answer.state !== 'pending' || answer.isFresh)
      return { state: isKnown ? answer.state : 'unknown', answer: null }
    },
  }
}

/** A plain record, once a person; the workflow never hears of it. */
async function rate(
  deps: CommandDeps,
  { commandId, payload }: Extract<OfferedCommand, { type: 'rate' }>,
  { row, viewer, actors, actor }: Given,
): Promise<CommandAnswer> {
  if (!allowedCommands(row.state, actor).includes('rate')) {
    throw refused({ code: 'not_now', message: 'Only a delivery can be rated.' }, row, actors)
  }
  const { stars, tags, text = null } = payload
  const of = { shipmentId: row.id, person: personOf(viewer), commandId }
  if (!(await keepRating(deps.db, { ...of, stars, tags, text }))) {
    throw refused({ code: 'not_now', message: 'You have rated this delivery already.' }, row, actors)
  }
  const shipment = await viewShipment(deps, row, viewer)
  return { kind: 'applied', commandId, applied: true, events: [], shipment }
}

import type { CommonQueryMethods } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { noteAnswer, sweepAnswers } from '#db/command-answers.ts'
import { keepReport } from '#db/partner-events.ts'
import { addWrongPin, keepDetail, keepNote, keepPin, keepPlace } from '#db/personal.ts'
import { linkProofs } from '#db/proofs.ts'
import { findShipment, type ShipmentRow } from '#db/shipments.ts'
import { zoneOfPlace } from '#db/zones.ts'
import { type Actor, systemActor } from '#domain/actors.ts'
import { decide } from '#domain/decide.ts'
import type { Command, Source } from '#domain/payloads.ts'
import type { CommandAnswer } from '#domain/views.ts'
import { type Answering, appliedAnswer } from './command-answer.ts'
import { checkPeople, checkPictures, pinVerdict, refused, wrongPinsThatLock } from './command-checks.ts'
import { type Kept, payloadFor, type WorkflowInput } from './command-payloads.ts'
import { type Personal, personalOf } from './command-personal.ts'
import { whoWasFirst } from './command-rival.ts'
import type { Viewer } from './contract.ts'
import { newPin } from './new-pin.ts'
import { type Heard, readWord } from './partner-words.ts'
import { everything } from './read-shipment.ts'
import type { Sender, Sent } from './send-update.ts'

export type CommandDeps = Answering & { sender: Sender; source: Source }

export type Given = { row: ShipmentRow; viewer: Viewer; actors: readonly Actor[]; actor: Actor }

/** Later than this by its own clock, a command comes from a queue of a device that was offline. */
const offlineAfterMs = 60_000

export type Prepared = {
  command: Command
  verdict: ReturnType<typeof decide>
  personal: Personal
  pin: 'ok' | 'wrong' | null
  heard: Heard | null
  /** The command once its personal rows are kept. */
  build: (kept: Kept) => Command
  planned: Kept
}

/** Checks everything that can be checked before anything is written, with a dry run of the rules. */
export async function prepare(
  { db, source }: Pick<CommandDeps, 'db' | 'source'>,
  input: WorkflowInput,
  given: Given,
): Promise<Prepared> {
  const { row, viewer } = given
  const personal = personalOf(input)
  const pin = await pinVerdict(db, input, row)
  const zone = personal.place ? await zoneOfPlace(db, personal.place.address) : null
  const heard = input.type === 'partner_status' ? await readWord(db, input, given) : null
  const build = (kept: Kept) => commandOf(input, { ...given, pin, zone, heard, kept, source })
  await checkPeople(db, input)
  await checkPictures(db, personal, { userId: viewer.userId, shipmentId: row.id })
  const planned: Kept = {
    noteId: personal.note ? uuidv7() : null,
    detailId: personal.receivedBy || personal.position ? uuidv7() : null,
    placeId: personal.place ? uuidv7() : null,
  }
  const command = build(planned)
  return { command, verdict: decide(row.state, command, Date.now()), personal, pin, heard, build, planned }
}

/** A dry run for a friendly refusal, then the personal rows, then the workflow. */
export async function runCommand(deps: CommandDeps, input: WorkflowInput, given: Given): Promise<CommandAnswer> {
  const { row, actors } = given
  const prepared = await prepare(deps, input, given)
  const { verdict, pin } = prepared
  if ('code' in verdict) {
    if (pin === 'wrong' && verdict.code === 'invalid_input') await countWrongPin(deps, input.commandId, row)
    throw refused(await whoWasFirst(deps.db, { row, input, refusal: verdict }), row, actors)
  }
  const command = await keepPersonal(deps.db, { prepared, input }, given)
  const sent = await deps.sender.send(row.id, command)
  return await answerOf(deps, { sent, input }, given)
}

/** Stores what is personal in a command; the command as the workflow may see it. */
export async function keepPersonal(
  db: CommandDeps['db'],
  { prepared, input }: { prepared: Prepared; input: WorkflowInput },
  given: Given,
): Promise<Command> {
  const { personal, planned, build } = prepared
  const kept = await keep(db, { personal, planned, commandId: input.commandId }, given)
  if (input.type === 'resolve' && input.payload.action === 'new_pin') {
    await keepPin(db, { shipmentId: given.row.id, commandId: input.commandId, pin: newPin() })
  }
  if (prepared.heard) await keepReport(db, prepared.heard.report)
  return build(kept)
}

async function answerOf(
  deps: CommandDeps,
  { sent, input }: { sent: Sent; input: WorkflowInput },
  { row, viewer, actors }: Given,
): Promise<CommandAnswer> {
  const { commandId } = input
  const which = { commandId, shipmentId: row.id }
  switch (sent.kind) {
    case 'done':
      return await appliedAnswer(deps, which, { viewer })
    case 'refused': {
      const now = await findShipment(deps.db, row.id, everything)
      throw refused(await whoWasFirst(deps.db, { row: now ?? row, input, refusal: sent.refusal }), now ?? row, actors)
    }
    case 'gone':
      throw refused({ code: 'not_now', message: 'The shipment is closed.' }, row, actors)
    case 'pending':
      await noteAnswer(deps.db, { ...which, state: 'pending' })
      await sweepAnswers(deps.db)
      void noteLater(deps, which, sent.later)
      return { kind: 'pending', commandId }
  }
}

/** Keeps the outcome for whoever asks later; when that fails, asking answers `unknown` and the client repeats. */
async function noteLater(
  { db }: CommandDeps,
  which: { commandId: string; shipmentId: string },
  later: Extract<Sent, { kind: 'pending' }>['later'],
): Promise<void> {
  try {
    const end = await later
    if (end !== null) await noteAnswer(db, { ...which, state: end === 'applied' ? 'applied' : 'refused' })
  } catch {
    // Nobody waits here: the row stays pending and is not believed after a minute.
  }
}

type Keeping = { personal: Personal; planned: Kept; commandId: string }

/** Stores what is personal under the command's id, before the workflow hears of it. */
async function keep(db: CommandDeps['db'], { personal, planned, commandId }: Keeping, given: Given): Promise<Kept> {
  const { note, receivedBy, position, pictures, place } = personal
  const { row, viewer } = given
  const of = { shipmentId: row.id, commandId }
  const rows = Object.values(planned).filter((id) => id !== null).length + pictures.length
  if (rows === 0) return planned
  // A single row needs no transaction around it.
  return await (rows === 1 ? write(db) : db.transaction(write))

  async function write(tx: CommonQueryMethods): Promise<Kept> {
    if (pictures.length > 0) await linkProofs(tx, { ids: pictures.map(({ id }) => id), shipmentId: row.id })
    const author = { id: viewer.userId, name: viewer.name }
    return {
      noteId: note && planned.noteId ? await keepNote(tx, { ...of, ...note, id: planned.noteId, author }) : null,
      detailId: planned.detailId ? await keepDetail(tx, { ...of, id: planned.detailId, receivedBy, position }) : null,
      placeId:
        place && planned.placeId
          ? await keepPlace(tx, { ...of, id: planned.placeId, stop: place.stop, place: place.address })
          : null,
    }
  }
}

/** The third wrong PIN is a fact that the shipment must know of. */
async function countWrongPin({ db, sender }: CommandDeps, commandId: string, row: ShipmentRow): Promise<void> {
  const wrong = await addWrongPin(db, { shipmentId: row.id, commandId })
  if (wrong !== wrongPinsThatLock) return
  const nowMs = Date.now()
  await sender.report(row.id, {
    // A new PIN can be locked as well: that is another fact.
    commandId: `pin_locked/${commandId}`,
    actor: systemActor,
    source: 'system',
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
    type: 'raise',
    payload: { type: 'identity_failed', reason: 'pin_failed', noteId: null },
  })
}

type Making = Given & {
  pin: 'ok' | 'wrong' | null
  zone: string | null
  heard: Heard | null
  kept: Kept
  source: Source
}

function commandOf(input: WorkflowInput, { row, viewer, actor, pin, zone, heard, kept, source }: Making): Command {
  const nowMs = Date.now()
  const occurredAtMs = input.occurredAt === undefined ? nowMs : Date.parse(input.occurredAt)
  const facts = { row, actorKind: actor.kind, userId: viewer.userId, pin, zone, heard }
  // Type and payload come out of one table, each payload under its own type.
  return {
    commandId: input.commandId,
    actor,
    // A partner's own clock says nothing of a device that was offline.
    source: heard ? 'partner' : nowMs - occurredAtMs > offlineAfterMs ? 'offline' : source,
    occurredAtMs,
    receivedAtMs: nowMs,
    expectedSeq: input.expectedSeq ?? null,
    type: input.type,
    payload: payloadFor(input, facts, kept),
  } as Command
}

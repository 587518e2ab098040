import type { Actor } from '#domain/actors.ts'
import { apply } from '#domain/apply.ts'
import { effectsOf } from '#domain/effects.ts'
import { AppError, type Refusal } from '#domain/errors.ts'
import type { ShipmentEvent } from '#domain/events.ts'
import { type Audience, audiences, noticesOf } from '#domain/notices.ts'
import { commandInput } from '#domain/schemas/command.ts'
import type { Shipment } from '#domain/shipment.ts'
import type { PreviewView } from '#domain/views-operations.ts'
import { eventWords, statusNames } from '#domain/words.ts'
import { actorFor } from './command-checks.ts'
import { isOffered } from './command-offered.ts'
import { type CommandDeps, prepare } from './command-run.ts'
import type { Viewer } from './contract.ts'
import { readShipment } from './read-shipment.ts'
import { actorsOf, relationOf } from './relation.ts'

type Asked = { idOrNumber: string; unchecked: unknown }

/** What a command would do, from a dry run of the very rules that would take it. */
export async function previewCommand(
  deps: CommandDeps,
  { idOrNumber, unchecked }: Asked,
  viewer: Viewer,
): Promise<PreviewView> {
  const input = commandInput.parse(unchecked)
  const row = await readShipment(deps.db, idOrNumber, relationOf(viewer))
  const actors: readonly Actor[] = actorsOf(viewer, row)
  const actor = actorFor(viewer, actors, input.type)
  if (!isOffered(input) || input.type === 'rate') {
    throw new AppError('not_now', 'There is nothing to preview for this command.')
  }
  const { verdict } = await prepare(deps, input, { row, viewer, actors, actor })
  return 'code' in verdict ? refusedView(verdict) : viewOf(row.state, verdict)
}

function refusedView({ code, message, errors }: Refusal): PreviewView {
  const refusal = { code, message, pointer: errors?.[0]?.pointer ?? null }
  return { isAllowed: false, refusal, words: [message], statusAfter: null, money: [], tells: [] }
}

const moneyVerbs = { capture: 'take', release: 'release', refund: 'pay back', hold: 'reserve' } as const

/** The events that would be, as money, messages and words. */
function viewOf(before: Shipment, events: readonly ShipmentEvent[]): PreviewView {
  let shipment = before
  const money: PreviewView['money'][number][] = []
  for (const event of events) {
    shipment = apply(shipment, event)
    money.push(...movesOf(shipment, event))
  }
  const tells = tellsOf(events)
  const words = [...money.map(moneyWords), ...statusWords(before, shipment), ...doneWords(events), ...tellWords(tells)]
  return { isAllowed: true, refusal: null, words, statusAfter: shipment.status, money, tells }
}

function movesOf(shipment: Shipment, event: ShipmentEvent): PreviewView['money'][number][] {
  const { currency, authorisedMinor } = shipment.money
  const moves = effectsOf(shipment, event).flatMap((effect): PreviewView['money'][number][] => {
    if (effect.kind === 'close_checkout') return []
    const amount = effect.kind === 'release' ? authorisedMinor : effect.amountMinor
    return [{ kind: effect.kind, amount: { amount, currency } }]
  })
  if (event.type !== 'settlement_decided' || moves.length > 0) return moves
  const kind = event.data.decision === 'charge' ? 'charge' : 'credit'
  return [{ kind, amount: { amount: event.data.amountMinor, currency } }]
}

function moneyWords({ kind, amount: { amount, currency } }: PreviewView['money'][number]): string {
  const sum = new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amount / 100)
  if (kind === 'charge' || kind === 'credit') return `This will ${kind} the customer ${sum}.`
  return `This will ${moneyVerbs[kind]} ${sum}.`
}

function statusWords(before: Shipment, after: Shipment): string[] {
  return before.status === after.status ? [] : [`The shipment becomes "${statusNames[after.status]}".`]
}

/** What ends or begins beside it; the rest of the events says what the status and the money say. */
function doneWords(events: readonly ShipmentEvent[]): string[] {
  const told = [
    'exception_',
    'hold_',
    'promise_',
    'offered',
    'offer_withdrawn',
    'rescheduled',
    'delivery_decided',
    'address_',
  ]
  return events
    .filter(({ type }) => told.some((start) => type.startsWith(start)))
    .map((event) => `${eventWords(event)}.`)
}

const channelNames = { e: 'by e-mail', a: 'in the app', s: 'by SMS', w: 'by webhook' } as const
const audienceNames: Record<Audience, string> = {
  S: 'the sender',
  R: 'the recipient',
  C: 'the courier',
  D: 'dispatchers',
  P: 'the partner',
}

function tellsOf(events: readonly ShipmentEvent[]): PreviewView['tells'] {
  const notices = events.flatMap(noticesOf).filter(({ channel }) => channel === 'e' || channel === 'a')
  return audiences.flatMap((audience) => {
    const own = [...new Set(notices.filter((notice) => notice.audience === audience).map(({ channel }) => channel))]
    return own.length === 0 ? [] : [{ audience, channels: own.map((channel) => channelNames[channel]).join(' and ') }]
  })
}

function tellWords(tells: PreviewView['tells']): string[] {
  const people = tells.filter(({ audience }) => audience !== 'D' && audience !== 'P')
  return people.map(({ audience, channels }) => `This tells ${audienceNames[audience]} ${channels}.`)
}

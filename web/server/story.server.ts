import type { EventView, ShipmentView, SilenceView } from '#domain/views.ts'
import { dayWords, type Reading, when } from '../format.ts'
import { attemptWords, decisionWords, waitWords } from '../words/recipient.ts'

export type Told = { shipment: ShipmentView; events: readonly EventView[]; silence: SilenceView | null }

/** Where a shipment stands that is not simply on its way, for sender and recipient: what happened, and what is next. */
export type Story = {
  /** Stands above it where it says more than the status; null else. */
  headline: string | null
  /** What happened and what was decided, one sentence a line. */
  lines: readonly string[]
  /** What happens unless somebody acts; null where nobody is asked. */
  unless: string | null
  /** Whether somebody is asked to choose now. */
  isAsked: boolean
  isHeld: boolean
}

/** The story in plain words. */
export function storyOf(told: Told, reading: Reading): Story {
  const { shipment, silence } = told
  const lines = [...holdLines(shipment, reading), ...statusLines(told, reading)]
  const isAsked = shipment.status === 'attempt_failed' && silence !== null
  const unless = silence && silenceWords(silence, { shipment, reading })
  return { headline: headlineOf(shipment, reading), lines, unless, isAsked, isHeld: shipment.holds.length > 0 }
}

function headlineOf({ status, decision, holds }: ShipmentView, reading: Reading): string | null {
  if (holds.length > 0) return 'On hold'
  if (status !== 'attempt_failed' || !decision) return null
  if (decision.option === 'pickup_point') return 'On its way to a pickup point'
  return decision.by === null ? null : `We come again ${onDay(Date.parse(decision.by), reading)}`
}

function statusLines(told: Told, reading: Reading): string[] {
  const { shipment } = told
  const chosen = choiceLine(told, reading)
  switch (shipment.status) {
    case 'attempt_failed':
      return [happened(told), chosen].filter((line) => line !== null)
    case 'available_for_pickup':
      return [collectWords(shipment), ...(shipment.pin ? ['Bring your hand-over code.'] : [])]
    case 'returning':
      return [isByDefault(told) ? 'Nobody chose, so it is on its way back to the sender.' : backWords]
    case 'returned':
      return ['The sender has it again.']
    case 'lost':
      return ['We could not find it and are sorry. The sender is paid for the goods.']
    case 'disposed':
      return ['It could not be delivered nor sent back, so it was disposed of.']
    default:
      // The next attempt is what happens anyway.
      return chosen && shipment.outcome === null && shipment.decision?.option !== 'reattempt' ? [chosen] : []
  }
}

const backWords = 'It is on its way back to the sender.'

function happened({ events }: Told): string {
  const reason = events.findLast(({ type }) => type === 'attempt_failed')?.data.reason
  const words: Readonly<Record<string, string>> = attemptWords
  return (typeof reason === 'string' && words[reason]) || 'We could not hand it over.'
}

/** What was chosen, by whom, for which day. */
function choiceLine(told: Told, reading: Reading): string | null {
  const { decision } = told.shipment
  if (!decision || decision.option === 'return') return null
  const names: Readonly<Record<string, string>> = decisionWords
  const what = names[decision.option] ?? decisionWords.reattempt
  const where = decision.option === 'pickup_point' && decision.pointId ? ` (${decision.pointId})` : ''
  const day = decision.by === null ? '' : ` ${onDay(Date.parse(decision.by), reading)}`
  const start = isByDefault(told) ? 'Nobody chose, so ' : 'Chosen: '
  return `${start}${what}${where}${day}.`
}

function isByDefault({ events }: Told): boolean {
  return events.findLast(({ type }) => type === 'delivery_decided')?.data.isDefault === true
}

function collectWords({ custodian }: ShipmentView): string {
  return custodian.id ? `It can be collected at ${custodian.id}.` : 'It can be collected.'
}

function holdLines({ holds }: ShipmentView, reading: Reading): string[] {
  return holds.map(({ reason, until }) => {
    const names: Readonly<Record<string, string>> = waitWords
    const end = until === null ? '' : `, until ${when(until, reading).text}`
    const then = reason === 'customer' ? ' Then it goes on by itself.' : ''
    return `${names[reason] ?? 'It waits'}${end}.${then}`
  })
}

type Silent = { shipment: ShipmentView; reading: Reading }

function silenceWords({ act, at, day }: SilenceView, { shipment, reading }: Silent): string {
  const by = at === null ? null : when(at, reading).text
  if (act === 'person') return 'We look into it ourselves and tell you what happens. You can choose already now.'
  if (act === 'accept') return `Without a word from you${by ? ` until ${by}` : ''} it counts as received in good order.`
  if (shipment.status === 'available_for_pickup') {
    return `${by ? `Please collect it until ${by}.` : 'Please collect it.'} After that it goes back to the sender.`
  }
  const choose = by ? `Choose until ${by}` : 'Choose what happens'
  if (act === 'return') return `${choose}; without an answer it goes back to the sender.`
  const next = day === null ? 'on the next working day' : onDay(Date.parse(day), reading)
  return `${choose}; without an answer we try again ${next}.`
}

/** "today", "tomorrow", "on Fri 28 Nov". */
export function onDay(ms: number, reading: Reading): string {
  const words = dayWords(ms, reading)
  return /^\p{Lu}/u.test(words) ? `on ${words}` : words
}

import { stepsToConfirm } from '#domain/payloads.ts'
import type { TrackView } from '#domain/views.ts'
import { statusNames } from '#domain/words.ts'
import { dayHeading, type Reading, timeWords, when } from '../format.ts'
import type { Step } from '../ui/stepper.tsx'
import type { TimelineDay } from '../ui/timeline.tsx'
import { journey, journeyStep } from '../words/statuses.ts'
import { changesIn } from './change.server.ts'
import { isComing, proofOf } from './present-customer.server.ts'
import { promiseOf } from './present-shipment.server.ts'
import type { OwnParcel } from './recipient.server.ts'
import { type Story, storyOf } from './story.server.ts'

type Told = { track: TrackView; story: Story | null; reading: Reading }

/** The head of the tracking page, for everybody. */
export function headOf({ track, story, reading }: Told) {
  const promise = promiseOf(track, reading)
  // What waits does not come as promised.
  const comes = promise !== null && !promise.isOver && isComing(track.status) && !story?.isHeld
  return {
    number: track.trackingNumber,
    status: track.status,
    headline: comes ? `Arriving ${promise.words}` : (story?.headline ?? track.headline),
    was: comes ? promise.was : null,
    town: track.town,
    steps: stepsOf(track),
  }
}

const stopped: readonly string[] = ['returning', 'returned', 'lost', 'disposed', 'cancelled', 'expired'].map(nameOf)

function nameOf(status: string): string {
  const names: Readonly<Record<string, string>> = statusNames
  return names[status] ?? status
}

function stepsOf({ status, headline }: TrackView): Step[] {
  const isStopped = stopped.includes(headline)
  const current = isStopped && status === 'closed' ? journey.length - 2 : journeyStep(status)
  return journey.map((name, index) => {
    const state = index < current ? 'done' : index > current ? 'todo' : isStopped ? 'stopped' : 'current'
    return { name, state, note: null }
  })
}

/** What only sender or recipient may see and do. */
export function ownPartOf({ shipment }: OwnParcel) {
  const { id, pin, pod, allowedCommands, confirmedSteps, outcome, status } = shipment
  return {
    id,
    // On the way back nobody asks for it.
    pin: outcome === null && status !== 'returning' ? (pin ?? null) : null,
    proof: proofOf(pod),
    allowed: allowedCommands,
    confirmedSteps,
    // Handing over is for the sender, who is also the one that sees the price.
    steps: shipment.money ? stepsToConfirm : (['details'] as const),
    canChange: changesIn(shipment).length > 0,
    canDispute: allowedCommands.includes('dispute'),
  }
}

/** The story for sender and recipient; nothing for everybody else. */
export function ownStory(own: OwnParcel | null, reading: Reading): Story | null {
  return own && storyOf(own, reading)
}

/** What everybody may know of the way, newest first. */
export function daysOf({ timeline }: TrackView, reading: Reading): TimelineDay[] {
  const days = new Map<string, TimelineDay['items'][number][]>()
  const newestFirst = [...timeline.entries()].sort(([, a], [, b]) => b.at.localeCompare(a.at))
  for (const [index, { at, words, place }] of newestFirst) {
    const exact = when(at, reading)
    const heading = dayHeading(exact.ms, reading)
    const item = {
      key: String(index),
      time: timeWords(exact.ms, reading),
      exact: exact.exact,
      iso: exact.iso,
      words,
      note: place,
      tone: 'plain' as const,
    }
    days.set(heading, [...(days.get(heading) ?? []), item])
  }
  return [...days].map(([day, items]) => ({ day, items }))
}

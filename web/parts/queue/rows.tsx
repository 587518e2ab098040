import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import { EndOfList } from './end-of-list.tsx'
import type { QueueEntry } from './queue-state.ts'
import { QueueRow, type RowFacts, type RowHandlers } from './row.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import type { Queue } from './use-queue.ts'

export type RowsProps = {
  queue: Queue
  factsOf: (id: string) => RowFacts
  handlers: RowHandlers
}

/** The rows one below the other: what the server renders, what a phone has, and enough for a short list. */
export function PlainRows({ queue, factsOf, handlers }: RowsProps) {
  const { order, entries } = queue.state
  useKeptFocus()
  return (
    <>
      <ul className="queue-plain">
        {entriesOf(order, entries).map((entry) => (
          <li key={entry.line.id}>
            <QueueRow entry={entry} handlers={handlers} {...factsOf(entry.line.id)} />
          </li>
        ))}
      </ul>
      <EndOfList queue={queue} />
    </>
  )
}

function entriesOf(order: readonly string[], entries: ReadonlyMap<string, QueueEntry>): QueueEntry[] {
  return order.flatMap((id) => entries.get(id) ?? [])
}

const usualHeight = 85
const spareRows = 8
const rowsAhead = 60

type VirtualProps = RowsProps & { pane: RefObject<HTMLElement | null>; pointed: number }

/** The same for thousands: only what is near the window of the pane stands in the page, and the row with the focus. */
export function VirtualRows({ queue, factsOf, handlers, pane, pointed }: VirtualProps) {
  const { order, entries, nextCursor } = queue.state
  useKeptFocus()
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => pane.current,
    estimateSize: () => usualHeight,
    overscan: spareRows,
    getItemKey: (index) => order[index] ?? index,
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range)
      return pointed < 0 || near.includes(pointed) ? near : [...near, pointed].toSorted((a, b) => a - b)
    },
  })
  const items = virtual.getVirtualItems()
  const last = items.findLast(({ index }) => index !== pointed)?.index ?? 0
  const { more } = queue
  useEffect(() => {
    if (nextCursor !== null && last > order.length - rowsAhead) void more()
  }, [last, order.length, nextCursor, more])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row is pointed at
  useEffect(() => {
    if (pointed >= 0) virtual.scrollToIndex(pointed, { align: 'auto' })
  }, [pointed])
  return (
    <>
      <ul aria-label="Exceptions" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const entry = entries.get(order[index] ?? '')
          if (!entry) return null
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={nextCursor === null ? order.length : -1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <QueueRow entry={entry} handlers={handlers} {...factsOf(entry.line.id)} />
            </li>
          )
        })}
      </ul>
      <EndOfList queue={queue} />
    </>
  )
}

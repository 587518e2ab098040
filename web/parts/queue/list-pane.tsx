import { BellOff, Keyboard } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useMemo, useRef } from 'react'
import { ButtonLink } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { BulkKind } from './bulk.ts'
import { BulkBar } from './bulk-bar.tsx'
import type { ConsoleData } from './console.tsx'
import { Filters } from './filters.tsx'
import { LevelChips } from './level-chips.tsx'
import { NewRows } from './new-rows.tsx'
import type { RowFacts } from './row.tsx'
import { PlainRows, VirtualRows } from './rows.tsx'
import { SavedFilters } from './saved-filters.tsx'
import { Tabs } from './tabs.tsx'
import { rowOf, type usePointer } from './use-pointer.ts'
import type { Queue } from './use-queue.ts'
import type { Selection } from './use-selection.ts'

type Props = ConsoleData & {
  queue: Queue
  pointer: ReturnType<typeof usePointer>
  selection: Selection
  isGone: (id: string) => boolean
  openId: string | null
  search: string
  hasPanes: boolean
  openBulk: (kind: BulkKind) => void
  openHelp: () => void
}

/** From here on only the rows near the window stand in the page. */
const mostPlain = 100

/** The left pane: queues, filters, and the list. */
export function ListPane(props: Props) {
  const { queue, tab, counters, types, zones, viewerId, selection, search, openId, canAct, pointer } = props
  const { order } = queue.state
  const goneCount = order.filter(props.isGone).length
  const pane = useRef<HTMLDivElement>(null)
  const Title = openId === null ? 'h1' : 'h2'
  return (
    <section
      aria-label="Queue"
      className={cn(
        'flex flex-col bg-surface-1 max-lg:-mx-4 max-lg:-mt-5 sm:max-lg:-mx-6 lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:border-e lg:border-line',
        openId !== null && 'max-lg:hidden',
      )}
    >
      <div className="border-b border-line">
        <div className="flex items-center justify-between gap-3 px-4 pt-3">
          <Title className="text-xl font-semibold">Exceptions</Title>
          <button
            type="button"
            onClick={props.openHelp}
            aria-keyshortcuts="?"
            className="needs-scripts flex min-h-8 items-center gap-1.5 rounded-md px-2 text-sm font-medium text-text-2 hover:bg-surface-3 max-lg:hidden"
          >
            <Keyboard aria-hidden="true" className="size-4" /> Keys
            <kbd className="rounded-sm border border-line px-1 text-xs">?</kbd>
          </button>
        </div>
        <LevelChips counters={queue.counters} />
        <Filters counters={counters} types={types} zones={zones}>
          <SavedFilters viewerId={viewerId} />
        </Filters>
        <Tabs current={tab} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from row to row, also where single keys are off */}
      <div
        ref={pane}
        data-queue-pane
        onKeyDown={(event) => walk(event, pointer.move)}
        className="min-h-0 grow lg:overflow-y-auto lg:overscroll-contain"
      >
        <NewRows queue={queue} goneCount={goneCount} />
        {order.length === 0 ? <Clear isFiltered={search !== ''} /> : <List {...props} pane={pane} />}
      </div>
      {canAct && <BulkBar selection={selection} queue={queue} search={search} open={props.openBulk} />}
    </section>
  )
}

function walk(event: KeyboardEvent<HTMLElement>, move: (by: 1 | -1) => void): void {
  const isInRow = event.target instanceof Element && event.target.closest('[data-exception]')
  if (!isInRow || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
  event.preventDefault()
  move(event.key === 'ArrowDown' ? 1 : -1)
}

function List({ pane, ...props }: Props & { pane: RefObject<HTMLDivElement | null> }) {
  const { queue, pointer, selection, isGone, openId, search, hasPanes, canAct } = props
  const { order } = queue.state
  const stop = pointer.pointed !== null && order.includes(pointer.pointed) ? pointer.pointed : order[0]
  const handlers = useRowHandlers(props)
  const factsOf = (id: string): RowFacts => ({
    search,
    isPointed: id === pointer.pointed,
    isOpen: id === openId,
    isChosen: selection.chosen.has(id),
    isGone: isGone(id),
    isTabStop: !hasPanes || id === stop,
    canChoose: canAct,
  })
  const isVirtual = hasPanes && order.length > mostPlain
  if (!isVirtual) return <PlainRows {...{ queue, factsOf, handlers }} />
  const pointed = pointer.pointed === null ? -1 : order.indexOf(pointer.pointed)
  return <VirtualRows {...{ queue, factsOf, handlers, pane, pointed }} />
}

/** On a phone the bar of what is chosen comes up from below. */
function uncover(id: string): void {
  rowOf(id)?.closest('[data-exception]')?.scrollIntoView({ block: 'nearest' })
}

/** The same functions as long as the page lives, so that rows which have not changed are not rendered again. */
function useRowHandlers(props: Props) {
  const latest = useRef(props)
  latest.current = props
  return useMemo(
    () => ({
      point: (id: string) => latest.current.pointer.point(id),
      choose: (id: string, isRange: boolean) => {
        const { queue, pointer, selection } = latest.current
        const { order, entries } = queue.state
        const [from, to] = [order.indexOf(pointer.pointed ?? id), order.indexOf(id)]
        pointer.point(id)
        if (isRange && from !== -1) {
          const ids = order.slice(Math.min(from, to), Math.max(from, to) + 1)
          return selection.add(ids.flatMap((one) => entries.get(one)?.line ?? []))
        }
        const line = entries.get(id)?.line
        if (line) selection.toggle(line)
        if (!latest.current.hasPanes) requestAnimationFrame(() => uncover(id))
      },
    }),
    [],
  )
}

function Clear({ isFiltered }: { isFiltered: boolean }) {
  return (
    <EmptyState
      icon={BellOff}
      title={isFiltered ? 'Nothing under this filter' : 'Queue clear'}
      words={
        isFiltered
          ? 'Other exceptions may be open.'
          : 'Every deadline is watched. The next one that passes shows here by itself.'
      }
      {...(isFiltered && {
        action: (
          <ButtonLink to="/dispatch/exceptions" tone="secondary">
            Clear the filter
          </ButtonLink>
        ),
      })}
    />
  )
}

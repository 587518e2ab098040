import { useEffect, useMemo, useRef, useState } from 'react'
import type { Option } from '../../acts/field.ts'
import { Outlet, useLocation, useParams } from '../../framework.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import type { QueueLine } from '../../server/present-exception.server.ts'
import type { Counters, QueuePage } from '../../server/queue.server.ts'
import { cn } from '../../ui/cn.ts'
import { belongsTo, type TabKey } from '../../words/queues.ts'
import { KeysHelp } from '../dispatch/keys-help.tsx'
import { ActDialog } from './act-dialog.tsx'
import type { BulkKind } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { ListPane } from './list-pane.tsx'
import type { Sort } from './queue-state.ts'
import { filtersOf } from './read-queue.ts'
import { TriageContext } from './triage-context.ts'
import { useHasPanes } from './use-is-ready.ts'
import { useOpenLine } from './use-open-line.ts'
import { usePointer } from './use-pointer.ts'
import { useQueue } from './use-queue.ts'
import { useSelection } from './use-selection.ts'
import { useTriage } from './use-triage.ts'

export type ConsoleData = {
  tab: TabKey
  sort: Sort
  viewerId: string | null
  canAct: boolean
  page: QueuePage
  counters: Counters
  types: readonly Option[]
  zones: readonly Option[]
  context: ActContext
}

/** The queue and, beside it, the case that is open; on a phone one after the other. */
export function Console(data: ConsoleData) {
  const { tab, viewerId, canAct, context } = data
  const { search: address } = useLocation()
  const search = String(filtersOf(new URLSearchParams(address)))
  const openId = useParams().id ?? null
  const hasPanes = useHasPanes()
  const isGoneLine = (line: QueueLine) => !belongsTo(line, { tab, viewerId })
  const queue = useQueue({ ...data, search, isGone: isGoneLine })
  const selection = useSelection()
  const [bulk, openBulk] = useState<BulkKind | null>(null)
  const help = useRef<HTMLDialogElement>(null)
  const { entries } = queue.state
  const isGone = (id: string) => {
    const line = entries.get(id)?.line
    return line !== undefined && isGoneLine(line)
  }
  const pointer = usePointer({ order: queue.state.order, isDone: isGone, openId, hasPanes, search })
  const openLine = useOpenLine()
  const triage = useTriage({
    ...{ queue, pointer, selection, openLine, search, canAct, openBulk },
    openHelp: () => help.current?.showModal(),
  })
  useTitle(queue.counters.open)
  const { lookUp } = queue
  const { next } = pointer
  const told = useMemo(
    () => ({
      done: (id: string) => {
        lookUp([id])
        if (hasPanes) next(id)
      },
    }),
    [lookUp, next, hasPanes],
  )
  return (
    <TriageContext.Provider value={told}>
      <div
        data-panes
        className="lg:grid lg:grid-cols-[27rem_minmax(0,1fr)] lg:items-start xl:grid-cols-[30rem_minmax(0,1fr)]"
      >
        <ListPane
          {...data}
          {...{ queue, pointer, selection, isGone, openId, search, hasPanes, openBulk }}
          openHelp={() => help.current?.showModal()}
        />
        <div className={cn('min-w-0 lg:px-6 lg:py-5', openId === null && 'max-lg:hidden')}>
          <Outlet context={queue.counters} />
        </div>
      </div>
      <ActDialog asking={triage.asking} context={context} close={triage.close} onApplied={triage.onApplied} />
      <BulkDialog kind={bulk} chosen={[...selection.chosen.values()]} context={context} close={() => openBulk(null)} />
      <KeysHelp ref={help} />
    </TriageContext.Provider>
  )
}

/** The number of what is open stands in the title, also while the page is in another tab. */
function useTitle(open: number): void {
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another title, which gets the number, too
  useEffect(() => {
    document.title = `(${open}) ${document.title.replace(/^\(\d+\) /, '')}`
  }, [open, pathname])
}

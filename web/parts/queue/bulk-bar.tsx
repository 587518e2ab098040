import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { type BulkKind, bulkKinds, bulkTable } from './bulk.ts'
import { readRows } from './read-queue.ts'
import type { Queue } from './use-queue.ts'
import { mostChosen, type Selection } from './use-selection.ts'

type Props = { selection: Selection; queue: Queue; search: string; open: (kind: BulkKind) => void }

/** What is chosen, and what can be done to all of it; below the list, so that its coming moves no row. */
export function BulkBar({ selection, queue, search, open }: Props) {
  const { chosen } = selection
  if (chosen.size === 0) return null
  return (
    <section
      aria-label="Chosen exceptions"
      className="z-10 flex flex-col gap-1.5 border-t border-accent bg-accent-soft px-4 py-2 max-lg:sticky max-lg:bottom-14"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <strong className="figures">{chosen.size} chosen</strong>
        <ChooseAll {...{ selection, queue, search }} />
        <button
          type="button"
          onClick={selection.clear}
          className="ms-auto flex min-h-6 items-center gap-1 text-text-2 hover:text-text-1"
        >
          <X aria-hidden="true" className="size-4" /> Clear
        </button>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {bulkKinds.map((kind) => {
          const { name, shortcut } = bulkTable[kind]
          return (
            <Button
              key={kind}
              type="button"
              size="small"
              tone="secondary"
              aria-keyshortcuts={shortcut ?? undefined}
              onClick={() => open(kind)}
            >
              {name}
            </Button>
          )
        })}
      </div>
    </section>
  )
}

/** Reads on, page by page, until everything that matches is chosen, or as much as one job takes. */
function ChooseAll({ selection, queue: { state }, search }: Omit<Props, 'open'>) {
  const [isBusy, setBusy] = useState(false)
  async function chooseAll() {
    setBusy(true)
    let cursor: string | null = null
    let count = 0
    do {
      const page = await readRows(search, cursor)
      if (!page) break
      selection.add(page.lines)
      count += page.lines.length
      cursor = page.nextCursor
    } while (cursor !== null && count < mostChosen)
    setBusy(false)
  }
  const isWhole = state.nextCursor === null && state.order.every((id) => selection.chosen.has(id))
  if (isWhole || selection.chosen.size >= mostChosen) {
    return <span className="text-text-2">{isWhole ? 'all that match' : 'the most that one job takes'}</span>
  }
  return (
    <button
      type="button"
      onClick={() => void chooseAll()}
      disabled={isBusy}
      className="min-h-6 font-medium text-accent underline underline-offset-4"
    >
      {isBusy ? 'Choosing' : 'Choose all that match'}
    </button>
  )
}

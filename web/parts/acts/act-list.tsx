import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type SyntheticEvent, useRef } from 'react'
import type { Act } from '../../acts/acts.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import { ActForm } from './act-form.tsx'

type Props = {
  acts: readonly Act[]
  shipmentId: string
  context: ActContext
  seq: number
  /** The act that the address asks for stands open. */
  preferred?: string | null
  onApplied?: (act: Act) => void
}

/** Everything that can be done as a list; what one act needs unfolds with it, one at a time. Works without scripts. */
export function ActList({ acts, shipmentId, context, seq, preferred, onApplied }: Props) {
  const group = acts[0]?.key ?? 'acts'
  const list = useRef<HTMLDivElement>(null)
  function onDone(act: Act) {
    // What it said it would do is done: another act begins with a closed list.
    for (const fold of list.current?.querySelectorAll('details') ?? []) fold.open = false
    onApplied?.(act)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only help; every summary takes part in Tab
    <div ref={list} className="flex flex-col" onKeyDown={walk}>
      {acts.map((act) => (
        <Fold
          key={act.key}
          act={act}
          group={group}
          isOpen={Boolean(preferred) && (act.action ?? act.type) === preferred}
        >
          <ActForm
            act={act}
            shipmentId={shipmentId}
            context={context}
            expectedSeq={seq}
            onApplied={() => onDone(act)}
          />
        </Fold>
      ))}
    </div>
  )
}

type FoldProps = { act: Act; group: string; isOpen: boolean; children: React.ReactNode }

function Fold({ act: { name, effect }, group, isOpen, children }: FoldProps) {
  const isFirst = useRef(isOpen)
  return (
    <details
      name={`fold-${group}`}
      open={isFirst.current}
      onToggle={enter}
      className="group border-b border-line last:border-b-0"
    >
      <summary className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5 hover:bg-surface-2">
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-text-3 transition-transform group-open:rotate-90"
        />
        <span className="min-w-0">
          <span className="block text-sm font-semibold">{name}</span>
          <span className="block text-xs text-text-3">{effect}</span>
        </span>
      </summary>
      <div className="ps-9 pe-2 pt-1 pb-4">{children}</div>
    </details>
  )
}

/** Who opened it by a key goes on with its first field. */
function enter({ currentTarget }: SyntheticEvent<HTMLDetailsElement>): void {
  const summary = currentTarget.querySelector('summary')
  if (!currentTarget.open || document.activeElement !== summary || !summary?.matches(':focus-visible')) return
  currentTarget.querySelector<HTMLElement>('select, textarea, input:not([type=hidden]), button[type=submit]')?.focus()
}

/** The arrow keys go from act to act. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const summaries = [...event.currentTarget.querySelectorAll('summary')]
  const { activeElement } = document
  const at = activeElement ? summaries.findIndex((summary) => activeElement.isSameNode(summary)) : -1
  if (at === -1) return
  event.preventDefault()
  summaries[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}

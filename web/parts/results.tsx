import { CircleCheck, Clock3, OctagonX, X } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { commandRow, commandTypes } from '#domain/commands.ts'
import type { CommandResult } from '../command-result.ts'
import { useLocation, useSearchParams } from '../framework.ts'
import { onAnswer } from './answers.ts'
import { Tell } from './tell.ts'
import { UndoToasts } from './undo-toasts.tsx'
import { isUndo, useUndoToasts } from './use-undo-toasts.ts'

type Told = { tone: 'ok' | 'waiting' | 'refused'; words: string }

/** Says above the page how the last command came out, also when its form has gone meanwhile. */
export function ResultsProvider({ children }: { children: ReactNode }) {
  const [result, setResult] = useState<CommandResult | null>(null)
  const { pathname } = useLocation()
  const byAddress = useDoneInAddress()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another story
  useEffect(() => setResult(null), [pathname])
  const { toasts, offer, close } = useUndoToasts()
  const known = useRef(new WeakSet<CommandResult>())
  const tell = useCallback(
    (told: CommandResult) => {
      // A form that stays on the page still has its last answer: that is no news.
      if (known.current.has(told)) return
      known.current.add(told)
      const hasUndo = told.kind === 'applied' && told.undo !== null
      if (hasUndo) offer(told)
      // One that can be taken back is told by its toast.
      setResult(hasUndo ? null : told)
    },
    [offer],
  )
  useEffect(() => onAnswer(tell), [tell])
  return (
    <Tell.Provider value={tell}>
      <Strip told={result ? toldOf(result) : byAddress} close={() => setResult(null)} isClosable={result !== null} />
      {children}
      <UndoToasts toasts={toasts} close={close} />
    </Tell.Provider>
  )
}

/** After a form without scripts the page was sent anew, and its address says what was done. */
function useDoneInAddress(): Told | null {
  const [search] = useSearchParams()
  const done = commandTypes.find((type) => type === search.get('done'))
  return done ? { tone: 'ok', words: `${commandRow(done).name}: done.` } : null
}

function toldOf(result: CommandResult): Told | null {
  if (result.kind === 'previewed') return null
  if (result.kind === 'applied') return { tone: 'ok', words: isUndo(result) ? 'Undone.' : result.words }
  if (result.kind === 'refused') return { tone: 'refused', words: result.message || result.title }
  if (result.kind === 'pending') return { tone: 'waiting', words: 'Taken, still working on it. Nothing is done twice.' }
  return { tone: 'waiting', words: 'No answer from the server. Trying again.' }
}

type StripProps = { told: Told | null; close: () => void; isClosable: boolean }

const looks = {
  ok: { className: 'border-ok bg-ok-soft text-ok', icon: CircleCheck },
  waiting: { className: 'border-line-strong bg-surface-1 text-text-2', icon: Clock3 },
  refused: { className: 'border-danger bg-danger-soft text-danger', icon: OctagonX },
}

function Strip({ told, close, isClosable }: StripProps) {
  const { className, icon: Icon } = looks[told?.tone ?? 'ok']
  return (
    <div role="status" className="pointer-events-none sticky top-16 z-20 flex justify-center empty:hidden">
      {told && (
        <p
          className={`pointer-events-auto mb-3 flex items-center gap-2 rounded-md border px-3 py-1.5 text-sm font-medium shadow-raised ${className}`}
        >
          <Icon aria-hidden="true" className="size-4 shrink-0" />
          {told.words}
          {isClosable && (
            <button type="button" onClick={close} className="-me-1 grid size-6 place-items-center rounded-sm">
              <X aria-hidden="true" className="size-4" />
              <span className="sr-only">Close</span>
            </button>
          )}
        </p>
      )}
    </div>
  )
}

import { CircleCheck, Clock3, X } from 'lucide-react'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { type CommandType, commandRow, commandTypes } from '#domain/commands.ts'
import { useLocation, useSearchParams } from '../framework.ts'

export type Told = { tone: 'ok' | 'waiting' | 'refused'; words: string }

const Tell = createContext<(told: Told | null) => void>(() => {})

/** Says above the page how the last command came out, also when its form has gone meanwhile. */
export function ResultsProvider({ children }: { children: ReactNode }) {
  const [told, tell] = useState<Told | null>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another story
  useEffect(() => tell(null), [pathname])
  const byAddress = useDoneInAddress()
  return (
    <Tell.Provider value={tell}>
      <Strip told={told ?? byAddress} close={() => tell(null)} isClosable={told !== null} />
      {children}
    </Tell.Provider>
  )
}

export function useTell(): (told: Told | null) => void {
  return useContext(Tell)
}

/** After a form without scripts the page was sent anew, and its address says what was done. */
function useDoneInAddress(): Told | null {
  const [search] = useSearchParams()
  const done = commandTypes.find((type: CommandType) => type === search.get('done'))
  return done ? { tone: 'ok', words: `${commandRow(done).name}: done.` } : null
}

type StripProps = { told: Told | null; close: () => void; isClosable: boolean }

const looks = {
  ok: 'border-ok bg-ok-soft text-ok',
  waiting: 'border-line-strong bg-surface-1 text-text-2',
  refused: 'border-danger bg-danger-soft text-danger',
}

function Strip({ told, close, isClosable }: StripProps) {
  const Icon = told?.tone === 'ok' ? CircleCheck : Clock3
  return (
    <div role="status" className="sticky top-16 z-20 flex justify-center empty:hidden">
      {told && (
        <p
          className={`mb-3 flex items-center gap-2 rounded-md border px-3 py-1.5 text-sm font-medium shadow-raised ${looks[told.tone]}`}
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

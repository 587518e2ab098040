import { ArrowUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Queue } from './use-queue.ts'

const restMs = 5_000

type Props = { queue: Queue; goneCount: number }

/** New rows wait behind a button: nothing moves while somebody looks. */
export function NewRows({ queue: { state, refresh }, goneCount }: Props) {
  const count = state.waiting.size
  const spoken = useRested(count)
  const words = [count > 0 && `${count} new`, goneCount > 0 && `${goneCount} done with`].filter(Boolean).join(', ')
  return (
    <>
      <p role="status" className="sr-only">
        {spoken > 0 && `${spoken} new exceptions wait above the list.`}
      </p>
      {words && (
        // Above the rows, not among them: its coming moves none.
        <div className="sticky top-16 z-10 flex h-0 justify-center lg:top-2">
          <button
            type="button"
            onClick={() => void refresh()}
            className="flex h-9 items-center gap-1.5 rounded-full bg-accent-fill px-4 text-sm font-semibold text-on-accent shadow-raised hover:bg-accent-press"
          >
            <ArrowUp aria-hidden="true" className="size-4" /> {words}
          </button>
        </div>
      )}
    </>
  )
}

/** A number that is told at most once in five seconds. */
function useRested(count: number): number {
  const [told, tell] = useState(count)
  useEffect(() => {
    const timer = setTimeout(() => tell(count), count === 0 ? 0 : restMs)
    return () => clearTimeout(timer)
  }, [count])
  return told
}

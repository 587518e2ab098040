import { useEffect, useRef } from 'react'
import { KeysetLinks } from '../../ui/table.tsx'
import { useIsReady } from './use-is-ready.ts'
import type { Queue } from './use-queue.ts'

/** At the end of what is loaded: links to further pages, or, with scripts, the further rows by themselves. */
export function EndOfList({ queue: { state, more, isGrowing } }: { queue: Queue }) {
  const isReady = useIsReady()
  const mark = useRef<HTMLDivElement>(null)
  const { nextCursor } = state
  useEffect(() => {
    const element = mark.current
    if (!isReady || !element || nextCursor === null) return
    const watcher = new IntersectionObserver(([seen]) => void (seen?.isIntersecting && more()), { rootMargin: '600px' })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [isReady, nextCursor, more])
  if (!isReady) return <KeysetLinks nextCursor={nextCursor} />
  if (nextCursor === null) return null
  return (
    <div ref={mark} className="flex min-h-12 items-center justify-center text-sm text-text-3">
      <button type="button" onClick={() => void more()} className="min-h-9 rounded-md px-3 font-medium text-accent">
        {isGrowing ? 'Loading more' : 'Load more'}
      </button>
    </div>
  )
}

import type { LiveState } from '../live.ts'
import { cn } from './cn.ts'

const words: Record<LiveState, string> = { live: 'Live', reconnecting: 'Reconnecting', off: 'Off' }
const dots: Record<LiveState, string> = { live: 'bg-ok pulse-live', reconnecting: 'bg-warn', off: 'bg-line-strong' }

/** Whether the page follows what happens by itself. */
export function LiveDot({ state }: { state: LiveState }) {
  return (
    <span role="status" className="flex items-center gap-1.5 text-xs font-medium text-text-2">
      <span aria-hidden="true" className={cn('size-2 rounded-full', dots[state])} />
      <span className={state === 'live' ? 'max-sm:sr-only' : undefined}>{words[state]}</span>
    </span>
  )
}

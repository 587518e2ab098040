import { durationWords } from '../duration.ts'
import type { When } from '../format.ts'
import { cn } from './cn.ts'
import { useNow } from './use-now.ts'

type Due = Pick<When, 'ms' | 'iso' | 'exact'>

type Props = {
  due: Due
  /** When the clock began: what the ring is full of. */
  fromMs: number
  /** What happens then: "Level 3", "Due". */
  what?: string
}

/** What is left until something is due: a ring and words that turn at half, at a tenth, and when it is over. */
export function SlaClock({ due, fromMs, what }: Props) {
  const nowMs = useNow(due.ms)
  const leftMs = due.ms - nowMs
  const share = Math.max(0, Math.min(1, leftMs / Math.max(1, due.ms - fromMs)))
  const tone = leftMs <= 0 || share <= 0.1 ? 'text-danger' : share <= 0.5 ? 'text-warn' : 'text-text-2'
  return (
    <time
      dateTime={due.iso}
      title={due.exact}
      className={cn('figures inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap', tone)}
    >
      <Ring share={share} />
      <span>
        {what && `${what} `}
        {leftMs <= 0 ? `over by ${durationWords(leftMs)}` : `${what ? 'in ' : ''}${durationWords(leftMs)}`}
      </span>
    </time>
  )
}

function Ring({ share }: { share: number }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className="size-4 shrink-0 -rotate-90"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
    >
      <circle cx="10" cy="10" r="8" strokeOpacity="0.25" />
      <circle cx="10" cy="10" r="8" pathLength="100" strokeDasharray={`${Math.round(share * 100)} 100`} />
    </svg>
  )
}

/** "in 12 min", going down while one looks. */
export function Countdown({ at }: { at: When }) {
  const nowMs = useNow(at.ms)
  const leftMs = at.ms - nowMs
  return (
    <time dateTime={at.iso} title={at.exact} className="figures">
      {leftMs <= 0 ? 'any moment now' : `in ${durationWords(leftMs)}`}
    </time>
  )
}

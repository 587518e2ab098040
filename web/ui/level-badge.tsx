import { cva } from 'class-variance-authority'
import { levelWords } from '../words/exceptions.ts'

const look = cva('figures inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-xs font-bold whitespace-nowrap', {
  variants: {
    level: {
      1: 'bg-info-soft text-info',
      2: 'bg-warn-soft text-warn',
      3: 'bg-danger-soft text-danger',
      4: 'bg-danger text-on-danger',
    },
  },
})

/** How far up the ladder an exception is: four bars, a number, and for readers who it has reached. */
export function LevelBadge({ level }: { level: number }) {
  const known = level === 4 ? 4 : level === 3 ? 3 : level === 2 ? 2 : 1
  return (
    <span className={look({ level: known })} title={levelWords[known]}>
      <svg viewBox="0 0 14 12" aria-hidden="true" className="h-3 w-3.5">
        {[1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 3.6}
            y={12 - step * 3}
            width="2.6"
            height={step * 3}
            rx="0.6"
            fill="currentColor"
            fillOpacity={step <= known ? 1 : 0.28}
          />
        ))}
      </svg>
      L{known}
      <span className="sr-only">, {levelWords[known]}</span>
    </span>
  )
}

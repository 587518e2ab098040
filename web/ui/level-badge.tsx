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

const bars = ['M0 9h2.6v3H0z', 'M3.6 6h2.6v6H3.6z', 'M7.2 3h2.6v9H7.2z', 'M10.8 0h2.6v12h-2.6z']

/** How far up the ladder an exception is: four bars, a number, and for readers who it has reached. */
export function LevelBadge({ level }: { level: number }) {
  const known = level === 4 ? 4 : level === 3 ? 3 : level === 2 ? 2 : 1
  return (
    <span className={look({ level: known })} title={levelWords[known]}>
      <svg viewBox="0 0 14 12" aria-hidden="true" className="h-3 w-3.5" fill="currentColor">
        <path d={bars.slice(0, known).join('')} />
        <path d={bars.slice(known).join('')} fillOpacity="0.28" />
      </svg>
      L{known}
      <span className="sr-only">, {levelWords[known]}</span>
    </span>
  )
}

import { ArrowDown, ArrowUp, Equal } from 'lucide-react'
import type { Compared } from '../../server/present-what-if.server.ts'
import { cn } from '../../ui/cn.ts'

const looks = {
  more: { icon: ArrowUp, sign: '+', tone: 'text-warn' },
  fewer: { icon: ArrowDown, sign: '−', tone: 'text-ok' },
  same: { icon: Equal, sign: '', tone: 'text-text-3' },
} as const

type Props = { of: Compared; hasShare?: boolean }

/** What the draft makes of a figure: an arrow, a sign, a number and a word. */
export function Difference({ of: { sign, by, share }, hasShare = false }: Props) {
  const { icon: Icon, sign: mark, tone } = looks[sign]
  return (
    <span className={cn('figures inline-flex items-center gap-1 font-semibold sm:whitespace-nowrap', tone)}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 max-sm:hidden" />
      {sign === 'same' ? 'the same' : `${mark}${by} ${sign}`}
      {hasShare && share && <span className="font-normal text-text-2">({share})</span>}
    </span>
  )
}

/** Now and draft in one place: "16 → 17". */
export function Change({ of: { now, draft } }: { of: Compared }) {
  return (
    <span className="figures whitespace-nowrap">
      <span aria-hidden="true">{now === draft ? now : `${now} → ${draft}`}</span>
      <span className="sr-only">
        {now} now, {draft} in the draft
      </span>
    </span>
  )
}

import { ChevronDown, CircleCheck, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Tag } from '../../ui/tag.tsx'

type Props = {
  icon: LucideIcon
  title: string
  /** What it means, in one sentence. */
  words: string
  /** What it costs, and whom. */
  cost: string
  isChosen?: boolean
  /** Why it cannot be had. */
  whyNot?: string | null
  /** Unfolded from the beginning: its form came back. */
  isOpen?: boolean
  /** Options of one name close each other. */
  group: string
  children: ReactNode
}

/** One thing that can be chosen: its price stands on it, and its form unfolds without scripts. */
export function Option({ icon: Icon, title, words, cost, group, children, ...rest }: Props) {
  const { isChosen = false, whyNot = null, isOpen = false } = rest
  const mark = <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-text-3 group-open:text-accent" />
  if (whyNot) {
    return (
      <div className="flex items-start gap-3 rounded-lg border border-dashed border-line-strong bg-surface-1 px-4 py-4">
        {mark}
        <p className="min-w-0 text-text-2">
          <span className="block font-semibold">{title}</span>
          <span className="block text-sm">{whyNot}</span>
        </p>
      </div>
    )
  }
  return (
    <details
      name={group}
      open={isOpen || undefined}
      className="group rounded-lg border border-line bg-surface-1 shadow-card open:border-accent has-[summary:hover]:border-accent"
    >
      <summary className="flex min-h-14 items-start gap-3 px-4 py-4">
        {mark}
        <span className="min-w-0 grow">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold">{title}</span>
            {isChosen && (
              <Tag tone="ok">
                <CircleCheck aria-hidden="true" className="size-3.5" /> Chosen
              </Tag>
            )}
          </span>
          <span className="block text-sm text-text-2">{words}</span>
          <span className="block text-sm font-medium text-text-3">{cost}</span>
        </span>
        <ChevronDown
          aria-hidden="true"
          className="mt-0.5 size-5 shrink-0 text-text-3 transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="@container border-t border-line px-4 py-4">{children}</div>
    </details>
  )
}

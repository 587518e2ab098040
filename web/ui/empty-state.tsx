import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { icon: LucideIcon; title: string; words: string; action?: ReactNode }

/** Why nothing is here, and the one thing to do next. */
export function EmptyState({ icon: Icon, title, words, action }: Props) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-surface-3 text-text-2">
        <Icon aria-hidden="true" className="size-6" />
      </span>
      <p className="text-base font-semibold">{title}</p>
      <p className="max-w-prose text-sm text-text-2">{words}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

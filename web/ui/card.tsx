import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'

type Props = {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string
  id?: string
  isFlush?: boolean
}

/** A titled part of a page. */
export function Card({ title, aside, children, className, id, isFlush = false }: Props) {
  const key = useId()
  return (
    <section
      id={id}
      aria-labelledby={key}
      className={cn('rounded-lg border border-line bg-surface-1 shadow-card', className)}
    >
      <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-3 sm:px-5">
        <h2 id={key} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
      </header>
      <div className={isFlush ? 'pt-2' : 'px-4 pt-2 pb-4 sm:px-5 sm:pb-5'}>{children}</div>
    </section>
  )
}

import type { ReactNode } from 'react'

type Props = { number: number; title: string; children: ReactNode }

/** A numbered part of the form, as on the paper. */
export function Section({ number, title, children }: Props) {
  return (
    <fieldset className="min-w-0 rounded-lg border border-line bg-surface-1 shadow-card">
      <legend className="float-start w-full px-5 pt-4 pb-3">
        <span className="flex items-center gap-3 text-base font-semibold">
          <span className="figures grid size-6 place-items-center rounded-sm bg-surface-3 text-xs text-text-2">
            {number}
          </span>
          {title}
        </span>
      </legend>
      <div className="clear-both px-5 pb-5">{children}</div>
    </fieldset>
  )
}

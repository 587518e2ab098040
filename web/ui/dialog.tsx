import { X } from 'lucide-react'
import { forwardRef, type ReactNode, useId } from 'react'

type Props = { title: string; onClose?: () => void; children: ReactNode }

/** The browser's own dialog: it keeps the focus and closes with Escape. */
export const Dialog = forwardRef<HTMLDialogElement, Props>(function Dialog({ title, onClose, children }, ref) {
  const key = useId()
  return (
    <dialog
      ref={ref}
      aria-labelledby={key}
      onClose={onClose}
      className="w-full max-w-md rounded-lg border border-line bg-surface-1 p-0 shadow-raised max-sm:max-w-[calc(100vw-2rem)]"
    >
      <header className="flex items-center justify-between gap-3 px-5 pt-4">
        <h2 id={key} className="text-lg font-semibold">
          {title}
        </h2>
        <form method="dialog">
          <button type="submit" className="grid size-9 place-items-center rounded-md hover:bg-surface-3">
            <X aria-hidden="true" className="size-5" />
            <span className="sr-only">Close</span>
          </button>
        </form>
      </header>
      <div className="px-5 pt-2 pb-5">{children}</div>
    </dialog>
  )
})

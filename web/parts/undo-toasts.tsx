import { CircleCheck, Undo2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { CommandButton, CommandForm } from './command-form.tsx'
import { type UndoToast, undoKeyOf } from './use-undo-toasts.ts'

const undoForMs = 10_000
const tickMs = 250

type Props = { toasts: readonly UndoToast[]; close: (id: string) => void }

/** What was just done, with a way back for ten seconds; the time stands still under the pointer and the focus. */
export function UndoToasts({ toasts, close }: Props) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-40 flex flex-col items-center gap-2 px-4 empty:hidden md:bottom-5"
    >
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} close={close} />
      ))}
    </div>
  )
}

type ToastProps = { toast: UndoToast; close: (id: string) => void }

function Toast({ toast: { id, words, undo }, close }: ToastProps) {
  const { setPaused, leftMs } = useCountdown(() => close(id))
  const pause = () => setPaused(true)
  const go = () => setPaused(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting on it only stops its clock
    <div
      onMouseEnter={pause}
      onMouseLeave={go}
      onFocus={pause}
      onBlur={go}
      className="pointer-events-auto flex items-center gap-3 rounded-md border border-line-strong bg-surface-1 py-1.5 ps-3 pe-1.5 text-sm font-medium shadow-raised"
    >
      <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-ok" />
      <span>
        {words} <bdi className="figures text-text-2">{undo.number}</bdi>
      </span>
      <CommandForm shipmentId={undo.shipmentId} formKey={undoKeyOf(id)} action="/act" onApplied={() => close(id)}>
        {Object.entries(undo.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <CommandButton tone="quiet" size="small" shortcut="u">
          <Undo2 aria-hidden="true" className="size-4" /> Undo
          <span aria-hidden="true" className="figures w-6 text-end text-text-3">
            {Math.ceil(leftMs / 1_000)} s
          </span>
        </CommandButton>
      </CommandForm>
      <button type="button" onClick={() => close(id)} className="grid size-8 place-items-center rounded-sm">
        <X aria-hidden="true" className="size-4" />
        <span className="sr-only">Close</span>
      </button>
    </div>
  )
}

function useCountdown(onOver: () => void) {
  const [leftMs, setLeft] = useState(undoForMs)
  const [isPaused, setPaused] = useState(false)
  const latest = useRef(onOver)
  latest.current = onOver
  useEffect(() => {
    if (isPaused) return
    const timer = setInterval(() => setLeft((before) => before - tickMs), tickMs)
    return () => clearInterval(timer)
  }, [isPaused])
  useEffect(() => {
    if (leftMs <= 0) latest.current()
  }, [leftMs])
  return { leftMs, setPaused }
}

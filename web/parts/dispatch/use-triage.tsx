import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { useNavigate } from '../../framework.ts'
import { useKeys } from '../../keys.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { NoteForm } from '../shipment/note-form.tsx'

type Triage = { lines: readonly ExceptionLine[]; openHelp: () => void }

/** The queue by keys alone: the focused row is the chosen one. */
export function useTriage({ lines, openHelp }: Triage): { dialogs: ReactNode } {
  const navigate = useNavigate()
  const dismiss = useRef<HTMLDialogElement>(null)
  const note = useRef<HTMLDialogElement>(null)
  const [chosen, choose] = useState<ExceptionLine | null>(null)

  function openFor(dialog: RefObject<HTMLDialogElement | null>) {
    const line = lines.find(({ id }) => id === focusedRow()?.dataset.exception)
    if (!line) return
    choose(line)
    dialog.current?.showModal()
  }
  function resolve() {
    const id = focusedRow()?.dataset.exception
    if (id) navigate(`/dispatch/exceptions/${id}#resolve`)
  }
  useKeys({
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    1: () => press('1'),
    2: () => press('2'),
    3: () => openFor(dismiss),
    c: () => openFor(note),
    r: resolve,
    '?': openHelp,
  })
  const dialogs = (
    <>
      <Dialog ref={dismiss} title="Dismiss as a false alarm">
        {chosen && <DismissForm line={chosen} close={() => dismiss.current?.close()} />}
      </Dialog>
      <Dialog ref={note} title="Add a note">
        {chosen && (
          <NoteForm key={chosen.id} shipmentId={chosen.shipmentId} isStaff onApplied={() => note.current?.close()} />
        )}
      </Dialog>
    </>
  )
  return { dialogs }
}

type DismissProps = { line: ExceptionLine; close: () => void }

function DismissForm({ line, close }: DismissProps) {
  return (
    <CommandForm
      key={line.id}
      shipmentId={line.shipmentId}
      type="resolve"
      formKey={`${line.id}-dismiss`}
      className="flex flex-col gap-3"
      onApplied={close}
    >
      <p className="text-sm text-text-2">
        {line.name}, <bdi className="figures">{line.number}</bdi>
      </p>
      <input type="hidden" name="exceptionId" value={line.id} />
      <input type="hidden" name="action" value="dismiss" />
      <TextField label="Why is it a false alarm?" name="reason" required maxLength={500} autoFocus />
      <CommandButton tone="danger">Dismiss</CommandButton>
    </CommandForm>
  )
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-exception]')]
}

function focusedRow(): HTMLElement | null {
  const row = document.activeElement?.closest('[data-exception]')
  return row instanceof HTMLElement ? row : null
}

function moveFocus(by: 1 | -1): void {
  const all = rows()
  const at = focusedRow() ? all.indexOf(focusedRow() as HTMLElement) : -1
  const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
  next?.querySelector<HTMLElement>('[data-row]')?.focus()
}

function press(key: string): void {
  focusedRow()?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click()
}

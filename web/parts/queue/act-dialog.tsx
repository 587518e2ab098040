import { useEffect, useRef } from 'react'
import { type Act, commandAct, resolveActs } from '../../acts/acts.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import type { QueueLine } from '../../server/present-exception.server.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ActForm } from '../acts/act-form.tsx'

export type DialogKind = 'dismiss' | 'snooze' | 'escalate' | 'hold' | 'note' | 'reopen'

type Row = { title: string; act: (line: QueueLine) => Act | undefined }

const plain = (type: 'snooze' | 'escalate' | 'reopen' | 'add_note' | 'place_hold') => (line: QueueLine) => {
  const isOfException = type !== 'add_note' && type !== 'place_hold'
  return commandAct(type, { key: `${line.id}-${type}-key`, ...(isOfException && { fixed: { exceptionId: line.id } }) })
}

/** What the keys that need a word more ask for. */
const dialogs: Record<DialogKind, Row> = {
  dismiss: { title: 'Dismiss as a false alarm', act: (line) => keyed(resolveActs('dismiss', asOf(line))[0]) },
  snooze: { title: 'Snooze', act: plain('snooze') },
  escalate: { title: 'Escalate', act: plain('escalate') },
  hold: { title: 'Place a hold', act: plain('place_hold') },
  note: { title: 'Add a note', act: plain('add_note') },
  reopen: { title: 'Open it again', act: plain('reopen') },
}

function asOf({ id, status }: QueueLine) {
  return { exceptionId: id, status }
}

/** Another key than the same act on the case page has. */
function keyed(act: Act | undefined): Act | undefined {
  return act && { ...act, key: `${act.key}-key` }
}

export type Asking = { kind: DialogKind; line: QueueLine }

type Props = {
  asking: Asking | null
  context: ActContext
  close: () => void
  onApplied: (asking: Asking) => void
}

/** The form that a key opens over the list. */
export function ActDialog({ asking, context, close, onApplied }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (!asking) return
    const { current } = dialog
    current?.showModal()
    current?.querySelector<HTMLElement>('select, textarea, input:not([type=hidden])')?.focus()
  }, [asking])
  const row = asking && dialogs[asking.kind]
  const act = asking && row?.act(asking.line)
  return (
    <Dialog ref={dialog} title={row?.title ?? 'Act'} onClose={close}>
      {asking && act && (
        <>
          <p className="mb-3 text-sm text-text-2">
            {asking.line.name}, <bdi className="figures">{asking.line.number}</bdi>
          </p>
          <ActForm
            key={act.key}
            act={act}
            shipmentId={asking.line.shipmentId}
            context={context}
            action="/act"
            onApplied={() => {
              dialog.current?.close()
              onApplied(asking)
            }}
          />
        </>
      )}
    </Dialog>
  )
}

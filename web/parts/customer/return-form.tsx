import { ChevronRight } from 'lucide-react'
import type { CostlyAct } from '../../server/customer-shipment.server.ts'
import { TextField } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { PreviewWords } from '../shipment/preview-words.tsx'

type Props = { shipmentId: string; seq: number; back: CostlyAct }

/** Ordering it back: its price stands before everything else. */
export function ReturnForm({ shipmentId, seq, back }: Props) {
  return (
    <details className="group rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-12 items-center justify-between px-5 text-sm font-semibold text-danger">
        Order it back
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
      </summary>
      <CommandForm
        shipmentId={shipmentId}
        type="start_return"
        expectedSeq={seq}
        className="flex flex-col gap-3 px-5 pb-5"
      >
        <p className="text-sm text-text-2">
          The parcel turns round and comes back to you. The way there stays paid, and the way back costs{' '}
          <strong className="figures text-text-1">{back.words}</strong>. This cannot be taken back.
        </p>
        <PreviewWords words={back.preview} />
        <TextField label="Reason" name="reason" maxLength={500} />
        <CommandButton tone="danger">Order it back for {back.words}</CommandButton>
      </CommandForm>
    </details>
  )
}

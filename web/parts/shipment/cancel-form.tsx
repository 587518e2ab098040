import { ChevronRight } from 'lucide-react'
import { TextField } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { PreviewWords } from './preview-words.tsx'

type Props = {
  shipmentId: string
  seq: number
  fee: { words: string; minor: number; currency: string; preview?: readonly string[] }
}

/** Cancelling shows its price before anything else. */
export function CancelForm({ shipmentId, seq, fee }: Props) {
  return (
    <details className="group rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-12 items-center justify-between px-5 text-sm font-semibold text-danger">
        Cancel this shipment
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
      </summary>
      <CommandForm shipmentId={shipmentId} type="cancel" expectedSeq={seq} className="flex flex-col gap-3 px-5 pb-5">
        <p className="text-sm text-text-2">
          {fee.minor === 0 ? (
            'Cancelling now costs nothing.'
          ) : (
            <>
              The courier is on the job already. Cancelling now costs{' '}
              <strong className="figures text-text-1">{fee.words}</strong>.
            </>
          )}
        </p>
        {fee.preview && <PreviewWords words={fee.preview} />}
        <input type="hidden" name="acceptedFeeMinor" value={fee.minor} />
        <input type="hidden" name="currency" value={fee.currency} />
        <TextField label="Reason" name="reason" />
        <CommandButton tone="danger">Cancel for {fee.words}</CommandButton>
      </CommandForm>
    </details>
  )
}

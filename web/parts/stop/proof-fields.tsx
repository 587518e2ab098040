import type { StopPage } from '../../server/present-stop.server.ts'
import { TextField } from '../../ui/field.tsx'
import { useFieldError } from '../../ui/form-errors.tsx'
import { PhotoField } from './photo-field.tsx'
import { PositionField } from './position-field.tsx'
import { ProofField } from './proof-field.tsx'
import { ScanField } from './scan-field.tsx'

const input = 'figures h-14 w-full rounded-md border border-line-strong bg-surface-1 px-3 text-base'

/** What this shipment demands at the door, and who took it. */
export function ProofFields({ stop }: { stop: StopPage }) {
  return (
    <section aria-label="Proof" className="rounded-lg border border-line bg-surface-1 shadow-card">
      {stop.proofs.map(({ kind, name, demand }) => (
        <Proof key={kind} stop={stop} kind={kind} name={name} demand={demand} />
      ))}
      {stop.kind === 'dropoff' && <CashField cod={stop.cod} />}
      <div className="border-t border-line px-5 py-4 first:border-t-0">
        <TextField label="Received by" name="receivedBy" autoComplete="off" maxLength={120} />
      </div>
    </section>
  )
}

/** The cash of a delivery that is paid at the door; always there, since not every courier is told the sum beforehand. */
function CashField({ cod }: Pick<StopPage, 'cod'>) {
  const error = useFieldError('codCollected')
  return (
    <details open={Boolean(cod || error) || undefined} className="border-t border-line px-5 py-4 first:border-t-0">
      <summary className="flex min-h-11 items-center font-semibold">Cash on delivery</summary>
      <input type="hidden" name="currency" value={cod?.currency ?? 'EUR'} />
      <TextField
        label={cod ? `Collected of ${cod.words}` : 'Collected, €'}
        name="codCollected"
        inputMode="decimal"
        defaultValue={cod?.amount ?? ''}
        isMarked
      />
    </details>
  )
}

type ProofProps = StopPage['proofs'][number] & { stop: StopPage }

function Proof({ stop, kind, name, demand }: ProofProps) {
  if (kind === 'photo') {
    return (
      <ProofField name={name} field="photo" demand={demand}>
        <PhotoField field="photo" label="Take a photo" />
      </ProofField>
    )
  }
  if (kind === 'signature') {
    return (
      <ProofField name={name} field="signature" demand={demand}>
        <PhotoField field="signature" label="Photo of the signed slip" />
      </ProofField>
    )
  }
  if (kind === 'scan') {
    return (
      <ProofField name={name} field="scans" demand={demand}>
        <ScanField barcodes={stop.parcels.map(({ barcode }) => barcode)} number={stop.number} />
      </ProofField>
    )
  }
  if (kind === 'pin') {
    return (
      <ProofField name="Hand-over code" field="pin" demand={demand}>
        <input
          name="pin"
          aria-label="Four digits from the recipient"
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          className={`${input} max-w-44 text-center text-2xl tracking-[0.4em]`}
        />
      </ProofField>
    )
  }
  if (kind === 'geofence') {
    return (
      <ProofField name={name} field="position" demand={demand}>
        <PositionField />
      </ProofField>
    )
  }
  return (
    <ProofField name={name} field="idSeen" demand={demand}>
      <label className="flex min-h-11 items-center gap-3 text-sm">
        <input type="checkbox" name="idSeen" value="yes" className="size-6 accent-(--accent-fill)" />I have seen it, and
        it fits the recipient
      </label>
    </ProofField>
  )
}

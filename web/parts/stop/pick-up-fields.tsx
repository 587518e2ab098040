import type { StopPage } from '../../server/present-stop.server.ts'
import { TextField } from '../../ui/field.tsx'
import { PhotoField } from './photo-field.tsx'
import { ProofField } from './proof-field.tsx'
import { ScanField } from './scan-field.tsx'

/** What is checked when parcels change hands at the sender. */
export function PickUpFields({ stop }: { stop: StopPage }) {
  return (
    <section aria-label="Load check" className="rounded-lg border border-line bg-surface-1 shadow-card">
      <ProofField name="Scan" field="scans" demand="warn">
        <ScanField barcodes={stop.parcels.map(({ barcode }) => barcode)} number={stop.number} />
      </ProofField>
      <ProofField name="Photo" field="photo" demand="optional">
        <PhotoField field="photo" label="Take a photo" />
      </ProofField>
      <div className="border-t border-line px-5 py-4">
        <TextField
          label="Parcels that are missing"
          name="missing"
          type="number"
          min={0}
          max={stop.parcels.length}
          inputMode="numeric"
        />
      </div>
    </section>
  )
}

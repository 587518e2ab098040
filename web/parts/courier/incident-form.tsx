import { Phone, Siren } from 'lucide-react'
import { incidentReasons } from '#domain/payloads.ts'
import type { StopPage } from '../../server/present-stop.server.ts'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { incidentWords } from '../../words/incidents.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { PhotoField } from '../stop/photo-field.tsx'

/** Something went wrong on the way: dispatch hears of it at once. */
export function IncidentForm({ stop }: { stop: StopPage }) {
  const reasons = incidentReasons.filter((reason) => reason !== 'return_refused' || stop.kind === 'return')
  return (
    <details className="rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-14 items-center gap-3 px-5 font-semibold">
        <Siren aria-hidden="true" className="size-5 text-danger" />
        Report a problem
      </summary>
      <div className="px-5 pb-5">
        <a
          href="tel:112"
          className="flex min-h-12 items-center gap-3 rounded-md border border-danger px-4 font-semibold text-danger hover:bg-danger-soft"
        >
          <Phone aria-hidden="true" className="size-5" />
          Somebody hurt? Call 112 first
        </a>
        <p className="my-3 text-sm text-text-2">Dispatch hears of your report at once; the parcel stays with you.</p>
        <CommandForm shipmentId={stop.id} type="report_incident" hasFiles className="flex flex-col gap-4">
          <SelectField
            label="What happened"
            name="reason"
            required
            defaultValue=""
            options={[
              { value: '', label: 'Choose what happened' },
              ...reasons.map((value) => ({ value, label: incidentWords[value] })),
            ]}
          />
          <TextArea label="What should dispatch know?" name="note" maxLength={2000} />
          <PhotoField field="photo" label="Photo of it" />
          <CommandButton tone="danger" size="thumb">
            Report it
          </CommandButton>
        </CommandForm>
      </div>
    </details>
  )
}

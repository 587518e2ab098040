import type { NoteAudience } from '#domain/payloads.ts'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

const audiences: Record<NoteAudience, string> = {
  staff: 'Staff only',
  partner: 'Staff and the partner',
  everyone: 'Everyone on this shipment',
}

type Props = { shipmentId: string; isStaff?: boolean; onApplied?: () => void }

/** A line for the history of the shipment. */
export function NoteForm({ shipmentId, isStaff = false, onApplied }: Props) {
  return (
    <CommandForm
      shipmentId={shipmentId}
      type="add_note"
      {...(onApplied && { onApplied })}
      className="flex flex-col gap-3"
    >
      <TextArea
        label={isStaff ? 'Note' : 'Note to the courier and to us'}
        name="text"
        rows={2}
        required
        maxLength={2000}
      />
      {isStaff ? (
        <SelectField
          label="Who sees it"
          name="audience"
          required
          options={Object.entries(audiences).map(([value, label]) => ({ value, label }))}
        />
      ) : (
        <input type="hidden" name="audience" value="everyone" />
      )}
      <CommandButton tone="secondary" className="self-start">
        Add the note
      </CommandButton>
    </CommandForm>
  )
}

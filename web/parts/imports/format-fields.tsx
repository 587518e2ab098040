import { importFields } from '#domain/import-columns.ts'
import type { ImportView } from '#domain/views-imports.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { fieldNames } from '../../words/imports.ts'

const dateOrders = [
  { value: '', label: 'As the other dates of the file show' },
  { value: 'dmy', label: 'Day first: 03/04 is 3 April' },
  { value: 'mdy', label: 'Month first: 03/04 is March 4' },
]

type Props = { format: ImportView['format'] | null }

/** Which column of a file is what, and how its dates are written. */
export function FormatFields({ format }: Props) {
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {importFields.map((field) => (
        <TextField
          key={field}
          label={fieldNames[field]}
          name={`columns.${field}`}
          defaultValue={format?.columns[field]}
          placeholder={field}
          maxLength={120}
          autoComplete="off"
          isMarked
        />
      ))}
      <SelectField
        label="Dates"
        name="dateOrder"
        options={dateOrders}
        defaultValue={format?.dateOrder ?? ''}
        isMarked
      />
      <TextField
        label="Time zone where a time has none"
        name="zone"
        defaultValue={format?.zone}
        placeholder="Europe/Berlin"
        maxLength={60}
        isMarked
      />
    </div>
  )
}

import { SelectField, TextField } from '../../ui/field.tsx'
import { useTyped } from '../../ui/form-errors.tsx'
import { countryOptions } from '../../words/countries.ts'

type Props = { name: string; place: Readonly<Record<string, string>> }

const parts = [
  ['name', 'Name', 'col-span-6', true],
  ['line1', 'Street and number', 'col-span-6', true],
  ['line2', 'Floor, company, gate', 'col-span-6', false],
  ['postcode', 'Postcode', 'col-span-2', true],
  ['city', 'Town', 'col-span-4', true],
] as const

/** An address, filled with the one that stands now. */
export function PlaceInput({ name, place }: Props) {
  return (
    <div className="grid grid-cols-6 gap-3">
      {parts.map(([part, label, className, required]) => (
        <Part key={part} {...{ name: `${name}.${part}`, label, className, required }} now={place[part] ?? ''} />
      ))}
      <SelectField
        label="Country"
        name={`${name}.country`}
        options={countryOptions}
        defaultValue={useTyped(`${name}.country`) ?? place.country ?? 'DE'}
        required
        className="col-span-3"
      />
      <Part name={`${name}.phone`} label="Phone" className="col-span-3" required={false} now={place.phone ?? ''} />
      {place.email && <input type="hidden" name={`${name}.email`} value={place.email} />}
    </div>
  )
}

type PartProps = { name: string; label: string; className: string; required: boolean; now: string }

function Part({ now, ...rest }: PartProps) {
  return <TextField defaultValue={useTyped(rest.name) ?? now} autoComplete="off" {...rest} />
}

import { SelectField, TextField } from '../../ui/field.tsx'
import { countryOptions } from '../../words/countries.ts'
import { useFilled } from './values.tsx'

type Props = { side: 'sender' | 'recipient' }

/** One end of the journey. */
export function PlaceFields({ side }: Props) {
  const section = `section-${side}`
  return (
    <div className="grid grid-cols-6 gap-x-3 gap-y-3">
      <Text side={side} field="name" label="Name" autoComplete={`${section} name`} required />
      <Text side={side} field="line1" label="Street and number" autoComplete={`${section} address-line1`} required />
      <Text side={side} field="line2" label="Floor, company, gate" autoComplete={`${section} address-line2`} />
      <Text
        side={side}
        field="postcode"
        label="Postcode"
        autoComplete={`${section} postal-code`}
        required
        className="col-span-2"
      />
      <Text
        side={side}
        field="city"
        label="Town"
        autoComplete={`${section} address-level2`}
        required
        className="col-span-4"
      />
      <SelectField
        label="Country"
        name={`${side}.country`}
        options={countryOptions}
        defaultValue={useFilled(`${side}.country`) ?? 'DE'}
        required
        className="col-span-6 sm:col-span-3 xl:col-span-6"
      />
      <Text
        side={side}
        field="phone"
        label="Phone"
        type="tel"
        autoComplete={`${section} tel`}
        className="col-span-6 sm:col-span-3 xl:col-span-6"
      />
      {side === 'recipient' && (
        <Text
          side={side}
          field="email"
          label="E-mail"
          type="email"
          autoComplete={`${section} email`}
          hint="Gets the link to follow the parcel and the hand-over code."
        />
      )}
    </div>
  )
}

type TextProps = {
  side: string
  field: string
  label: string
  autoComplete: string
  type?: string
  hint?: string
  required?: boolean
  className?: string
}

function Text({ side, field, className = 'col-span-6', ...rest }: TextProps) {
  const name = `${side}.${field}`
  return <TextField name={name} defaultValue={useFilled(name) ?? ''} className={className} {...rest} />
}

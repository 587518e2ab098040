import { Plus } from 'lucide-react'
import { TextField } from '../../ui/field.tsx'
import { useFilled } from './values.tsx'

const names = ['First', 'Second', 'Third', 'Fourth']

/** The parcels: one is open, each further one unfolds from the one before, with or without scripts. */
export function ParcelFields() {
  return (
    <div className="flex flex-col gap-3">
      <Parcel index={0} />
      <Further index={1} />
    </div>
  )
}

function Further({ index }: { index: number }) {
  const isUsed = Boolean(useFilled(`parcels.${index}.weightKg`))
  return (
    <details open={isUsed} className="group/parcel border-t border-line pt-2">
      <summary className="flex min-h-9 w-fit items-center gap-2 rounded-md text-sm font-semibold text-accent">
        <Plus aria-hidden="true" className="size-4 group-open/parcel:hidden" />
        <span className="group-open/parcel:hidden">Add a parcel</span>
        <span className="hidden text-text-2 group-open/parcel:inline">{names[index]} parcel</span>
      </summary>
      <div className="flex flex-col gap-3 pt-1">
        <Parcel index={index} />
        {index + 1 < names.length && <Further index={index + 1} />}
      </div>
    </details>
  )
}

function Parcel({ index }: { index: number }) {
  return (
    <div className="grid grid-cols-6 gap-3 lg:grid-cols-12">
      <Measure
        {...{ index, field: 'weightKg', label: 'Weight, kg' }}
        required={index === 0}
        className="col-span-6 sm:col-span-3 lg:col-span-2"
      />
      <Measure {...{ index, field: 'lengthCm', label: 'Length, cm' }} className="col-span-2 lg:col-span-2" />
      <Measure {...{ index, field: 'widthCm', label: 'Width, cm' }} className="col-span-2 lg:col-span-2" />
      <Measure {...{ index, field: 'heightCm', label: 'Height, cm' }} className="col-span-2 lg:col-span-2" />
      <Measure
        {...{ index, field: 'description', label: 'What is in it' }}
        isText
        className="col-span-6 sm:col-span-3 lg:col-span-4"
      />
    </div>
  )
}

type MeasureProps = {
  index: number
  field: string
  label: string
  isText?: boolean
  required?: boolean
  className: string
}

function Measure({ index, field, label, isText = false, required = false, className }: MeasureProps) {
  const name = `parcels.${index}.${field}`
  return (
    <TextField
      label={label}
      name={name}
      defaultValue={useFilled(name) ?? ''}
      inputMode={isText ? 'text' : 'decimal'}
      required={required}
      isMarked
      className={className}
    />
  )
}

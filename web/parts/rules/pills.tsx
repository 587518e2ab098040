import { CircleAlert } from 'lucide-react'
import { useFieldError, useFormPrefix } from '../../ui/form-errors.tsx'
import { useFilled } from '../booking/values.tsx'

type Option = { value: string; label: string }
type Props = { legend: string; name: string; options: readonly Option[] }

/** Several of a few; each is a field of its own, `name.value`. */
export function Pills({ legend, name, options }: Props) {
  const error = useFieldError(name)
  const id = `field-${useFormPrefix()}${name}`
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined} className="min-w-0">
      <legend className="text-sm font-medium text-text-2">{legend}</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {options.map((option) => (
          <Pill key={option.value} name={`${name}.${option.value}`} label={option.label} />
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1 text-sm text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  )
}

function Pill({ name, label }: { name: string; label: string }) {
  const isOn = useFilled(name) !== undefined
  return (
    <label className="relative cursor-pointer rounded-full border border-line-strong px-3 py-1 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input type="checkbox" name={name} defaultChecked={isOn} className="sr-only" />
      {label}
    </label>
  )
}

import { CircleAlert } from 'lucide-react'
import { useFieldError, useFormPrefix } from './form-errors.tsx'

type Option = { value: string; label: string }
type Props = { label: string; name: string; options: readonly Option[] }

/** Some of a few. */
export function CheckGroup({ label, name, options }: Props) {
  const error = useFieldError(name)
  const id = `field-${useFormPrefix()}${name}`
  return (
    <fieldset id={id} tabIndex={-1} data-field={name} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-sm font-medium text-text-2">{label}</legend>
      <div className="mt-1 grid grid-cols-1 gap-x-4 @sm:grid-cols-2">
        {options.map(({ value, label: words }) => (
          <label key={value} className="flex min-h-8 items-center gap-2 text-sm">
            <input type="checkbox" name={name} value={value} className="size-4 shrink-0 accent-(--accent-fill)" />
            {words}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  )
}

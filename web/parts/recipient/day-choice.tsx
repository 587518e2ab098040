import { CircleAlert } from 'lucide-react'
import type { Option } from '../../acts/field.ts'
import { useFieldError, useFormPrefix, useTyped } from '../../ui/form-errors.tsx'

type Props = { name: string; days: readonly Option[] }

/** One of the coming days, under the thumb. */
export function DayChoice({ name, days }: Props) {
  const typed = useTyped(name)
  const error = useFieldError(name)
  const id = `field-${useFormPrefix()}${name}`
  return (
    <fieldset id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="text-sm font-medium text-text-2">Which day</legend>
      <div className="mt-2 grid grid-cols-2 gap-2 @md:grid-cols-3">
        {days.map(({ value, label }, index) => (
          <label
            key={value}
            className="flex min-h-12 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-3 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={value}
              required
              defaultChecked={typed === undefined ? index === 0 : typed === value}
              className="size-4 shrink-0 accent-(--accent-fill)"
            />
            {label}
          </label>
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

import { CircleAlert } from 'lucide-react'
import { useFieldError } from '../../ui/form-errors.tsx'

type Props = { name: string; label: string; hint?: string; value?: string; isOn: boolean }

/** One thing that is on or off. */
export function Check({ name, label, hint, value = 'yes', isOn }: Props) {
  const error = useFieldError(name)
  const id = `field-${name}${value === 'yes' ? '' : `-${value}`}`
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div>
      <label className="flex min-h-8 items-center gap-2.5 font-medium">
        <input
          id={id}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={isOn}
          aria-describedby={described || undefined}
          className="size-4.5 shrink-0 accent-(--accent-fill)"
        />
        {label}
      </label>
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="ps-7 text-sm text-text-3">
          {hint}
        </p>
      )}
    </div>
  )
}

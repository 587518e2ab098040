import { CircleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { useFieldError, useFormPrefix } from './form-errors.tsx'

const control =
  'w-full rounded-md border border-line-strong bg-surface-1 px-3 text-base text-text-1 placeholder:text-text-3 hover:border-text-2 aria-invalid:border-danger aria-invalid:border-2'

type Common = {
  label: string
  name: string
  hint?: string
  className?: string
  /** Leaves out the word "optional" where it goes without saying. */
  isMarked?: boolean
}

type Wiring = { id: string; name: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined }

type FieldProps = Common & { isOptional?: boolean; children: (wiring: Wiring) => ReactNode }

/** A label, its control, a hint, and what is wrong, tied together for every reader. */
function Field({ label, name, hint, className, isOptional = false, children }: FieldProps) {
  const error = useFieldError(name)
  const id = `field-${useFormPrefix()}${name}`
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)} data-field={name}>
      <label htmlFor={id} className="text-sm font-medium text-text-2">
        {label}
        {isOptional && <span className="font-normal text-text-3"> (optional)</span>}
      </label>
      {children({ id, name, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-text-3">
          {hint}
        </p>
      )}
    </div>
  )
}

type TextFieldProps = Common & Omit<ComponentProps<'input'>, 'name' | 'className' | 'id'>

/** One line of text. */
export function TextField({ label, name, hint, className, isMarked = false, ...rest }: TextFieldProps) {
  return (
    <Field
      {...{ label, name, className: className ?? '' }}
      {...(hint && { hint })}
      isOptional={!rest.required && !isMarked}
    >
      {(wiring) => <input className={cn(control, 'h-11')} {...rest} {...wiring} />}
    </Field>
  )
}

type TextAreaProps = Common & Omit<ComponentProps<'textarea'>, 'name' | 'className' | 'id'>

/** Several lines of text. */
export function TextArea({ label, name, hint, className, isMarked = false, ...rest }: TextAreaProps) {
  return (
    <Field
      {...{ label, name, className: className ?? '' }}
      {...(hint && { hint })}
      isOptional={!rest.required && !isMarked}
    >
      {(wiring) => <textarea rows={3} className={cn(control, 'py-2')} {...rest} {...wiring} />}
    </Field>
  )
}

type Option = { value: string; label: string }
type OptionGroup = { label: string; options: readonly Option[] }
type SelectFieldProps = Common &
  Omit<ComponentProps<'select'>, 'name' | 'className' | 'id'> & {
    options?: readonly Option[]
    /** Options under headings, after those without. */
    groups?: readonly OptionGroup[]
  }

/** One of a few. */
export function SelectField(props: SelectFieldProps) {
  const { label, name, hint, className, options = [], groups = [], isMarked = false, ...rest } = props
  return (
    <Field
      {...{ label, name, className: className ?? '' }}
      {...(hint && { hint })}
      isOptional={!rest.required && !isMarked}
    >
      {(wiring) => (
        <select className={cn(control, 'h-11')} {...rest} {...wiring}>
          {options.map((option) => (
            <Choice key={option.value} {...option} />
          ))}
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map((option) => (
                <Choice key={option.value} {...option} />
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  )
}

function Choice({ value, label }: Option) {
  return <option value={value}>{label}</option>
}

import { CircleAlert, FileUp } from 'lucide-react'
import { useState } from 'react'
import { cn } from '../../ui/cn.ts'
import { useFieldError, useFormPrefix } from '../../ui/form-errors.tsx'

type Props = { label: string; hint: string }

/** The field is its own drop zone: browsers let a file fall onto it without any script. */
export function FileField({ label, hint }: Props) {
  const error = useFieldError('file')
  const id = `field-${useFormPrefix()}file`
  const [isOver, setIsOver] = useState(false)
  const described = [error && `${id}-error`, `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div data-field="file" className="flex flex-col gap-1">
      <label htmlFor={id} className="flex items-center gap-2 text-sm font-medium text-text-2">
        <FileUp aria-hidden="true" className="size-4" /> {label}
      </label>
      <input
        id={id}
        type="file"
        name="file"
        required
        accept=".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values"
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        onDragOver={() => setIsOver(true)}
        onDragLeave={() => setIsOver(false)}
        onDrop={() => setIsOver(false)}
        className={cn(
          'w-full cursor-pointer rounded-lg border-2 border-dashed border-line-strong bg-surface-2 px-4 py-10 text-sm file:me-3 file:min-h-10 file:cursor-pointer file:rounded-md file:border-0 file:bg-accent-fill file:px-4 file:font-semibold file:text-on-accent hover:border-text-2 aria-invalid:border-danger',
          isOver && 'border-accent bg-accent-soft',
        )}
      />
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-danger">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      <p id={`${id}-hint`} className="text-xs text-text-3">
        {hint}
      </p>
    </div>
  )
}

import { Camera } from 'lucide-react'
import { type ChangeEvent, useEffect, useState } from 'react'
import { cn } from '../../ui/cn.ts'

type Props = { field: string; label: string; required?: boolean }

/** A photo from the camera or from the files of the device; what was chosen is shown where scripts run. */
export function PhotoField({ field, label, required = false }: Props) {
  const [preview, setPreview] = useState<string | null>(null)
  useEffect(() => () => void (preview && URL.revokeObjectURL(preview)), [preview])

  function show({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const file = currentTarget.files?.[0]
    setPreview(file ? URL.createObjectURL(file) : null)
  }
  return (
    <label className="group relative flex min-h-14 cursor-pointer items-center gap-3 rounded-md border-2 border-dashed border-line-strong bg-surface-2 p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      {preview ? (
        <img src={preview} alt="What will be sent" className="size-20 shrink-0 rounded-md object-cover" />
      ) : (
        <span className="grid size-11 shrink-0 place-items-center rounded-md bg-accent-soft text-accent">
          <Camera aria-hidden="true" className="size-6" />
        </span>
      )}
      <span className="min-w-0 grow">
        <span className="block text-sm font-semibold">{preview ? 'Take it again' : label}</span>
        <input
          type="file"
          name={field}
          accept="image/*"
          capture="environment"
          required={required}
          onChange={show}
          className={cn('mt-1 block w-full text-xs text-text-2 file:hidden')}
        />
      </span>
    </label>
  )
}

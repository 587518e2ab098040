import { ChevronRight } from 'lucide-react'
import { webhookKinds } from '#domain/webhooks.ts'
import { useFieldError } from '../../ui/form-errors.tsx'

/** What an endpoint is told of; no choice is everything. */
export function KindBoxes({ chosen }: { chosen: readonly string[] | null }) {
  const error = useFieldError('kinds')
  return (
    <details className="group" open={error !== undefined}>
      <summary className="flex min-h-8 w-fit items-center gap-1 text-sm font-medium text-text-2">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        {chosen === null ? 'Only some events' : `Only some events: ${chosen.length} chosen`}
      </summary>
      <fieldset className="mt-1">
        <legend className="text-xs text-text-3">
          Without a choice it is told of everything, also of what comes later.
        </legend>
        <div className="mt-2 flex flex-wrap gap-1.5">
          {webhookKinds.map((kind) => (
            <label
              key={kind}
              className="figures cursor-pointer rounded-full border border-line-strong px-2.5 py-1 text-xs has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="checkbox"
                name="kinds"
                value={kind}
                defaultChecked={chosen?.includes(kind) ?? false}
                className="sr-only"
              />
              {kind}
            </label>
          ))}
        </div>
        {error && <p className="mt-1 text-sm text-danger">{error}</p>}
      </fieldset>
    </details>
  )
}

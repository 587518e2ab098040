import type { ReactNode } from 'react'
import type { ProofDemand } from '../../server/present-stop.server.ts'
import { useFieldError, useFormPrefix } from '../../ui/form-errors.tsx'
import { Tag } from '../../ui/tag.tsx'
import { demandWords } from '../../words/stops.ts'

type Props = { name: string; field: string; demand: ProofDemand['demand']; children: ReactNode }

/** One proof: what it is, whether it is needed, the control, and what is wrong with it. */
export function ProofField({ name, field, demand, children }: Props) {
  const error = useFieldError(field)
  const prefix = useFormPrefix()
  return (
    <fieldset id={`field-${prefix}${field}`} className="border-t border-line px-5 py-4 first:border-t-0">
      <legend className="float-start mb-2 flex w-full items-center justify-between gap-2">
        <span className="font-semibold">{name}</span>
        <Tag tone={demand === 'required' ? 'accent' : 'neutral'}>{demandWords[demand] ?? demand}</Tag>
      </legend>
      <div className="clear-both">{children}</div>
      {error && <p className="mt-2 text-sm font-medium text-danger">{error}</p>}
    </fieldset>
  )
}

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { FieldMessages } from './form-errors.tsx'
import { labelOf } from './labels.ts'

type Props = {
  title: string
  message: string
  messages?: FieldMessages
  /** What the ids of the form's fields begin with. */
  prefix?: string
}

const none: FieldMessages = {}

/** At the top of a refused form: what is wrong, each fault a link to its field. The focus goes here. */
export function ProblemSummary({ title, message, messages = none, prefix = '' }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal is news, also the same one again
  useEffect(() => box.current?.focus(), [messages])
  const faults = Object.entries(messages)
  const isTold = message === title || faults.some(([, words]) => words === message)
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded-md border border-danger bg-danger-soft p-4 text-sm">
      <p className="flex items-start gap-2 font-semibold text-danger">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {title}
      </p>
      {message && !isTold && <p className="mt-1 ps-6">{message}</p>}
      {faults.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1 ps-6">
          {faults.map(([name, words]) => (
            <li key={name}>
              <a href={`#field-${prefix}${name}`} className="underline underline-offset-2">
                {`${labelOf(name)}: ${words}`}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

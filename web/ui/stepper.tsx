import { Check, X } from 'lucide-react'
import { cn } from './cn.ts'

export type Step = { name: string; state: 'done' | 'current' | 'todo' | 'stopped'; note: string | null }

const marks = {
  done: 'border-accent-fill bg-accent-fill text-on-accent',
  current: 'border-accent bg-surface-1 text-accent ring-4 ring-accent-soft',
  todo: 'border-line-strong bg-surface-1 text-text-3',
  stopped: 'border-danger bg-danger-soft text-danger',
}

const spoken = { done: 'done', current: 'now', todo: 'to come', stopped: 'stopped here' }

/** How far a journey is: lying on wide screens, standing on narrow ones. */
export function Stepper({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="flex flex-col sm:flex-row">
      {steps.map((step, index) => (
        <li
          key={step.name}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className="relative flex gap-3 pb-5 last:pb-0 sm:grow sm:basis-0 sm:flex-col sm:gap-2 sm:pb-0"
        >
          {index < steps.length - 1 && <Rail isDone={step.state === 'done'} />}
          <span
            className={cn(
              'relative z-10 grid size-7 shrink-0 place-items-center rounded-full border-2',
              marks[step.state],
            )}
          >
            <Mark step={step} index={index} />
          </span>
          <span className="min-w-0 pt-0.5 sm:pe-3 sm:pt-0">
            <span className={cn('block text-sm font-semibold', step.state === 'todo' && 'font-medium text-text-3')}>
              {step.name}
              <span className="sr-only">, {spoken[step.state]}</span>
            </span>
            {step.note && <span className="figures block text-xs text-text-3">{step.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Mark({ step, index }: { step: Step; index: number }) {
  if (step.state === 'done') return <Check aria-hidden="true" strokeWidth={3} className="size-4" />
  if (step.state === 'stopped') return <X aria-hidden="true" strokeWidth={3} className="size-4" />
  return (
    <span aria-hidden="true" className="figures text-xs font-bold">
      {index + 1}
    </span>
  )
}

function Rail({ isDone }: { isDone: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'absolute start-3 top-7 bottom-0 w-0.5 sm:start-7 sm:end-0 sm:top-3.25 sm:bottom-auto sm:h-0.5 sm:w-auto',
        isDone ? 'bg-accent-fill' : 'bg-line',
      )}
    />
  )
}

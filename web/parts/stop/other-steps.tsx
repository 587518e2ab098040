import type { StopPage } from '../../server/present-stop.server.ts'
import { type CourierStep, stepName } from '../../words/stops.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'

/** Steps that skip one, for when a button before was forgotten. */
export function OtherSteps({ stop, steps }: { stop: StopPage; steps: readonly CourierStep[] }) {
  if (steps.length === 0) return null
  return (
    <details className="rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-14 items-center px-5 font-semibold">Skip ahead</summary>
      <div className="flex flex-col gap-2 px-5 pb-5">
        {steps.map((step) => (
          <CommandForm key={step} shipmentId={stop.id} type={step} formKey={`${stop.id}-skip-${step}`}>
            <CommandButton tone="secondary" size="thumb">
              {stepName(step, stop.status)}
            </CommandButton>
          </CommandForm>
        ))}
      </div>
    </details>
  )
}

import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { Card } from '../../ui/card.tsx'

/** The code that the courier asks for; hidden until somebody wants to see it. */
export function HandOverCode({ pin }: { pin: string }) {
  return (
    <Card title="Hand-over code" aside={<KeyRound aria-hidden="true" className="size-4 text-text-3" />}>
      <p className="text-sm text-text-2">The recipient tells it to the courier at the door, and to nobody else.</p>
      <details className="group mt-3">
        <summary className="inline-flex min-h-10 items-center gap-2 rounded-md border border-line-strong px-4 text-sm font-semibold hover:bg-surface-3">
          <Eye aria-hidden="true" className="size-4 group-open:hidden" />
          <EyeOff aria-hidden="true" className="hidden size-4 group-open:block" />
          <span className="group-open:hidden">Show the code</span>
          <span className="hidden group-open:inline">Hide the code</span>
        </summary>
        <p className="figures mt-3 text-3xl font-semibold tracking-[0.3em]">
          <bdi>{pin}</bdi>
        </p>
      </details>
    </Card>
  )
}

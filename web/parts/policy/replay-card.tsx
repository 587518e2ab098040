import { History } from 'lucide-react'
import { useNavigation } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FilledText } from '../rules/filled.tsx'

/** How far back a what-if looks, and its beginning. */
export function ReplayCard() {
  return (
    <Card title="Replay">
      <p className="max-w-prose text-sm text-text-2">
        Change below what you like. The shipments booked in these days then live again under the draft: you see how many
        exceptions and alerts there would have been, and for whom. What was promised to customers stays as it was, and
        nothing is published.
      </p>
      <div className="mt-3 flex flex-wrap items-start gap-3">
        <FilledText
          label="Days back"
          name="days"
          required
          type="number"
          inputMode="numeric"
          min={1}
          max={90}
          className="w-32"
          hint="1 to 90"
        />
        <div className="pt-6">
          <ReplayButton />
        </div>
      </div>
    </Card>
  )
}

/** Begins the replay of what the form holds. */
export function ReplayButton() {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <Button className="min-h-11" disabled={isBusy}>
      <History aria-hidden="true" className="size-4" /> Replay these days
    </Button>
  )
}

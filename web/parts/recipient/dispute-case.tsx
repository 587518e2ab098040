import { Scale } from 'lucide-react'
import type { DisputeCase } from '../../server/dispute.server.ts'
import { Card } from '../../ui/card.tsx'

/** A report that was made: its number, what happens now, and by when. */
export function DisputeCaseCard({ dispute }: { dispute: DisputeCase }) {
  return (
    <Card title="Your case" aside={<Scale aria-hidden="true" className="size-4 text-text-3" />}>
      <dl className="flex flex-col gap-2">
        {dispute.facts.map(({ name, value }) => (
          <div key={name} className="grid grid-cols-1 gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="text-sm text-text-3">{name}</dt>
            <dd className="figures font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-prose text-text-2">{dispute.next}</p>
    </Card>
  )
}

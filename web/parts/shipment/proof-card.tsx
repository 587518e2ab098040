import { BadgeCheck } from 'lucide-react'
import type { proofOf } from '../../server/present-customer.server.ts'
import { Card } from '../../ui/card.tsx'

/** What proves that it was delivered. */
export function ProofCard({ proof }: { proof: NonNullable<ReturnType<typeof proofOf>> }) {
  return (
    <Card title="Proof of delivery">
      {proof.photoId && (
        <img
          src={`/api/v1/proofs/${proof.photoId}`}
          alt="The parcel where it was left or handed over"
          className="mb-3 aspect-4/3 w-full rounded-md border border-line bg-surface-3 object-cover"
          loading="lazy"
        />
      )}
      <ul className="flex flex-col gap-1.5 text-sm">
        {proof.facts.map((fact) => (
          <li key={fact} className="flex items-start gap-2">
            <BadgeCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
            {fact}
          </li>
        ))}
      </ul>
    </Card>
  )
}

import { ChevronRight, MessageSquareWarning } from 'lucide-react'
import { DisputeForm } from '../recipient/dispute-form.tsx'

/** The way to object to a delivery, folded away: most deliveries are all right. */
export function DisputeDetails({ shipmentId }: { shipmentId: string }) {
  return (
    <details className="group rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-12 items-center gap-2 px-5 text-sm font-semibold">
        <MessageSquareWarning aria-hidden="true" className="size-4 text-text-3" />
        <span className="grow">Is something wrong?</span>
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
      </summary>
      <div className="px-5 pb-5">
        <DisputeForm shipmentId={shipmentId} />
      </div>
    </details>
  )
}

import { ArrowRight } from 'lucide-react'
import { Card } from '../../ui/card.tsx'

type Props = { changes: readonly { name: string; from: string; to: string }[] }

/** What a draft changes, field by field. */
export function ChangesCard({ changes }: Props) {
  return (
    <Card title="What the draft changes" isFlush>
      {changes.length === 0 ? (
        <p className="border-t border-line px-5 py-4 text-sm text-text-2">Nothing: it is the version in force.</p>
      ) : (
        <dl>
          {changes.map(({ name, from, to }) => (
            <div
              key={name}
              className="grid gap-x-4 gap-y-0.5 border-t border-line px-4 py-2.5 text-sm sm:grid-cols-[14rem_minmax(0,1fr)] sm:px-5"
            >
              <dt className="text-text-2">{name}</dt>
              <dd className="figures flex flex-wrap items-center gap-x-2">
                <s className="text-text-3">{from}</s>
                <ArrowRight aria-hidden="true" className="size-3.5 text-text-3" />
                <span className="sr-only">becomes</span>
                <span className="font-semibold">{to}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  )
}

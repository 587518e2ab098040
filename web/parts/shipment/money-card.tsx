import type { moneyOf } from '../../server/present-shipment.server.ts'
import { Card } from '../../ui/card.tsx'

type Money = NonNullable<ReturnType<typeof moneyOf>>

/** The state of the money in words first, then in figures. */
export function MoneyCard({ money }: { money: Money }) {
  return (
    <Card title="Money" aside={money.method && <span className="text-sm text-text-3">{money.method}</span>}>
      <p className="text-sm text-text-2">{money.sentence}</p>
      {money.declineReason && <p className="mt-1 text-sm text-danger">{money.declineReason}</p>}
      <dl className="figures mt-3 flex flex-col gap-1 text-sm">
        {money.lines.map(({ label, sum }) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="text-text-2">{label}</dt>
            <dd className="font-semibold">
              <bdi>{sum}</bdi>
            </dd>
          </div>
        ))}
        {money.cod && (
          <div className="flex justify-between gap-4">
            <dt className="text-text-2">Cash to collect at the door</dt>
            <dd className="font-semibold">
              <bdi>{money.cod}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </Card>
  )
}

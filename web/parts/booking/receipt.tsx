import { ShieldCheck } from 'lucide-react'
import type { Offer } from '../../server/booking.server.ts'
import { BrandMark } from '../../ui/brand.tsx'
import { Button } from '../../ui/button.tsx'

type Props = { offer: Offer | undefined; isBooking: boolean; isQuoting: boolean }

/** The waybill as it will be: every line of the price, how long it holds, and the one button. */
export function Receipt({ offer, isBooking, isQuoting }: Props) {
  return (
    <section aria-labelledby="receipt" className="rounded-lg border border-line bg-surface-1 shadow-card">
      <div className="flex items-center gap-2 px-5 pt-4">
        <BrandMark className="size-5" />
        <h2 id="receipt" className="text-base font-semibold">
          Your waybill
        </h2>
      </div>
      <dl className="flex flex-col gap-2 px-5 pt-3 pb-5 text-sm">
        <Line name="Service" value={offer?.name ?? 'Choose one'} />
        <Line name="Pickup" value={offer?.pickup ?? '–'} />
        <Line name="Arrives" value={offer?.arrives ?? '–'} isStrong />
      </dl>
      <div className="tear" />
      <dl className="figures flex flex-col gap-2 px-5 pt-5 text-sm" aria-busy={isQuoting}>
        {offer?.lines.map(({ label, amount }) => (
          <Line key={label} name={label} value={amount} />
        ))}
        <div className="flex items-baseline justify-between gap-4 border-t border-line pt-3">
          <dt className="font-semibold">Total, tax included</dt>
          <dd className="text-xl font-semibold">
            <bdi>{offer?.total ?? '–'}</bdi>
          </dd>
        </div>
      </dl>
      <div className="flex flex-col gap-2 px-5 pt-4 pb-5">
        <Button name="intent" value="book" size="large" className="w-full" disabled={isBooking}>
          {isBooking ? 'Booking…' : offer?.total ? `Book for ${offer.total}` : 'Book'}
        </Button>
        <noscript>
          <Button name="intent" value="quote" tone="secondary" className="w-full" formNoValidate>
            Update the prices
          </Button>
        </noscript>
        <p className="flex items-start gap-2 pt-1 text-xs text-text-3">
          <ShieldCheck aria-hidden="true" className="mt-px size-4 shrink-0" />
          {offer?.expires
            ? `The price holds until ${offer.expires}. Until a courier has accepted, cancelling is free.`
            : 'Fill in the parcel and the addresses to see the price.'}
        </p>
      </div>
    </section>
  )
}

type LineProps = { name: string; value: string; isStrong?: boolean }

function Line({ name, value, isStrong = false }: LineProps) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-text-2">{name}</dt>
      <dd className={isStrong ? 'text-end font-semibold' : 'text-end'}>
        <bdi>{value}</bdi>
      </dd>
    </div>
  )
}

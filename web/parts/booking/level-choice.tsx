import type { Offer } from '../../server/booking.server.ts'
import { cn } from '../../ui/cn.ts'
import { useFieldError } from '../../ui/form-errors.tsx'

type Props = { offers: readonly Offer[]; chosen: string; choose: (level: string) => void; isQuoting: boolean }

/** The service levels side by side, each with its day and its price for exactly these parcels. */
export function LevelChoice({ offers, chosen, choose, isQuoting }: Props) {
  const error = useFieldError('serviceLevel')
  return (
    <div id="field-serviceLevel" className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
      {offers.map((offer) => (
        <label
          key={offer.level}
          className="flex cursor-pointer flex-col rounded-md border-2 border-line p-3 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <span className="flex items-center justify-between gap-2">
            <span className="font-semibold">{offer.name}</span>
            <input
              type="radio"
              name="serviceLevel"
              value={offer.level}
              defaultChecked={offer.level === chosen}
              onChange={() => choose(offer.level)}
              required
              className="size-4 accent-(--accent-fill)"
            />
          </span>
          <span className="mt-0.5 text-sm text-text-2">{offer.arrives ?? 'Arrival as soon as we know the parcel'}</span>
          <span className={cn('figures mt-3 text-xl font-semibold transition-opacity', isQuoting && 'opacity-50')}>
            <bdi>{offer.total ?? '–'}</bdi>
          </span>
          {offer.quoteId && <input type="hidden" name={`quote.${offer.level}`} value={offer.quoteId} />}
        </label>
      ))}
      {error && <p className="text-sm text-danger sm:col-span-full">{error}</p>}
    </div>
  )
}

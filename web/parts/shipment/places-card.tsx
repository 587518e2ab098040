import type { placesOf } from '../../server/present-customer.server.ts'
import { Card } from '../../ui/card.tsx'

/** Where from, where to, and what. */
export function PlacesCard({
  places,
  isWithPhones = false,
}: {
  places: ReturnType<typeof placesOf>
  isWithPhones?: boolean
}) {
  return (
    <Card title="Addresses and parcels">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-1">
        {places.stops.map((stop) => (
          <div key={stop.kind} className="text-sm">
            <h3 className="text-xs font-semibold text-text-3">{stop.kind}</h3>
            <address className="mt-1 not-italic">
              <span className="block font-semibold">{stop.name}</span>
              {stop.lines.map((line) => (
                <span key={line} className="block text-text-2">
                  {line}
                </span>
              ))}
              {isWithPhones && stop.phone && (
                <a href={`tel:${stop.phone.replaceAll(' ', '')}`} className="figures text-accent underline">
                  {stop.phone}
                </a>
              )}
            </address>
            {stop.window && <p className="figures mt-1 text-text-3">{stop.window}</p>}
          </div>
        ))}
      </div>
      <ul className="mt-4 flex flex-col gap-2 border-t border-line pt-3">
        {places.parcels.map(({ id, barcode, words }) => (
          <li key={id} className="text-sm">
            <span className="block">{words}</span>
            <bdi className="figures block text-xs text-text-3">{barcode}</bdi>
          </li>
        ))}
      </ul>
    </Card>
  )
}

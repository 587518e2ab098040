import { useNonce } from '../../nonce.ts'
import trackScript from '../../track-live.ts?worker&url'

/** The small script of the public pages, which have no framework: it keeps what is inside of `#live` fresh. */
export function LiveScript({ shipmentId }: { shipmentId: string | null }) {
  return (
    <script src={trackScript} nonce={useNonce()} defer data-room={shipmentId ? `shipment:${shipmentId}` : undefined} />
  )
}

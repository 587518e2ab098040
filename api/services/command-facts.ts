import type { ShipmentRow } from '#db/shipments.ts'
import { AppError } from '#domain/errors.ts'
import type { ProofFacts } from '#domain/payloads.ts'
import type { Place, Position } from '#domain/views.ts'

/** A refusal that names the field. */
export function wrongField(pointer: string, message: string, code = 'rule'): AppError {
  return new AppError('invalid_input', message, { errors: [{ pointer, code, message }] })
}

/** Whether all parcels were scanned or some; a code of none of them is a mistake somebody must see. */
export function scanVerdict(
  scans: readonly string[] | undefined,
  { parcels, trackingNumber }: Pick<ShipmentRow, 'parcels' | 'trackingNumber'>,
  pointer: string,
): 'all' | 'some' | null {
  if (!scans?.length) return null
  const codes = new Map(parcels.map(({ id, barcode }) => [plainCode(barcode), id]))
  const [only] = parcels
  if (parcels.length === 1 && only) codes.set(plainCode(trackingNumber), only.id)
  const errors = scans.flatMap((scan, index) =>
    codes.has(plainCode(scan))
      ? []
      : [{ pointer: `${pointer}/${index}`, code: 'unknown_parcel', message: 'is no parcel of this shipment' }],
  )
  if (errors.length > 0)
    throw new AppError('invalid_input', 'A scanned code is no parcel of this shipment.', { errors })
  const found = new Set(scans.map((scan) => codes.get(plainCode(scan))))
  return found.size === parcels.length ? 'all' : 'some'
}

/** People type codes with spaces and dashes, in either case. */
function plainCode(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase()
}

const earthRadiusMeters = 6_371_000

/** Metres between where somebody stands and a stop; null where one of them is unknown. */
export function distanceMeters(from: Position | undefined, to: Position | undefined): number | null {
  if (!from || !to) return null
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const half = (degrees: number) => Math.sin(rad(degrees) / 2) ** 2
  const a = half(to.lat - from.lat) + Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * half(to.lng - from.lng)
  return Math.round(2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(a))))
}

type Pod = {
  photoId?: string | undefined
  signatureId?: string | undefined
  scans?: string[] | undefined
  position?: Position | undefined
  idSeen?: boolean | undefined
}

/** What a proof says, as verdicts: at which stop, by which codes; the PIN was checked before. */
export function proofFacts(
  pod: Pod,
  { row, pin, stop }: { row: ShipmentRow; pin: 'ok' | 'wrong' | null; stop: Place },
): ProofFacts {
  return {
    photoId: pod.photoId ?? null,
    signatureId: pod.signatureId ?? null,
    pin,
    scans: scanVerdict(pod.scans, row, '/payload/pod/scans'),
    distanceMeters: distanceMeters(pod.position, stop.position),
    isStopKnown: stop.position !== undefined,
    idSeen: pod.idSeen ?? false,
  }
}

/** An amount in the currency of the shipment. */
export function minorOf(money: { amount: number; currency: string }, { state }: ShipmentRow, pointer: string): number {
  if (money.currency === state.money.currency) return money.amount
  throw wrongField(`${pointer}/currency`, `This shipment is paid in ${state.money.currency}.`)
}

/** What a row of a partner's file can say, in the order of the default columns (api.md, Partners). */
export const importFields = [
  'tracking_number',
  'status',
  'occurred_at',
  'place',
  'reason',
  'note',
  'text',
  'event_id',
  'evidence',
] as const
export type ImportField = (typeof importFields)[number]

/** Without these a file says nothing. */
export const neededFields = ['tracking_number', 'status'] as const satisfies readonly ImportField[]

/** Which column of a file is which field, by the column's name in its header. */
export type ColumnMap = Partial<Record<ImportField, string>>

/** Where in a row each field stands; a field that the file lacks is absent. */
export type ColumnPlaces = Partial<Record<ImportField, number>>

/** How a file is written as long as nobody has said otherwise. */
export const usualFormat = { columns: {}, dateOrder: null, zone: 'Europe/Berlin' } as const

/** Names under which partners send the same thing; the first one that a header has is taken. */
const names: Record<ImportField, readonly string[]> = {
  tracking_number: [
    'tracking_number',
    'tracking',
    'tracking_no',
    'trackingnumber',
    'tracking_id',
    'awb',
    'waybill',
    'consignment',
    'shipment',
    'reference',
    'ref',
    'parcel',
    'barcode',
    'sendungsnummer',
    'sendungsnr',
    'paketnummer',
    'referenz',
    'numero_de_suivi',
    'מספר_משלוח',
  ],
  status: ['status', 'status_code', 'code', 'event', 'event_code', 'state', 'statuscode', 'statut', 'סטטוס'],
  occurred_at: [
    'occurred_at',
    'timestamp',
    'date_time',
    'datetime',
    'event_time',
    'event_date',
    'date',
    'time',
    'when',
    'zeitpunkt',
    'datum',
    'תאריך',
  ],
  place: ['place', 'location', 'city', 'depot', 'facility', 'ort', 'standort', 'lieu', 'מקום'],
  reason: ['reason', 'reason_code', 'cause', 'grund', 'motif', 'סיבה'],
  note: ['note', 'notes', 'comment', 'comments', 'remark', 'remarks', 'bemerkung', 'הערה'],
  text: ['text', 'status_text', 'status_name', 'description', 'event_description', 'statustext', 'beschreibung'],
  event_id: ['event_id', 'eventid', 'event_uuid', 'message_id', 'ereignis_id'],
  evidence: ['evidence', 'has_evidence', 'proof', 'pod', 'proof_of_delivery', 'signed_by', 'received_by', 'signature'],
}

/** A column's name as it is compared: case, spaces and signs do not matter. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
}

/** Finds the fields in a header: what the partner's own columns say first, then the names that we know. */
export function placesIn(header: readonly string[], remembered: ColumnMap): ColumnPlaces {
  const places: ColumnPlaces = {}
  const plain = header.map(plainName)
  const taken = new Set<number>()
  const take = (field: ImportField, wanted: readonly string[]): void => {
    const found = wanted.map((name) => plain.findIndex((column, at) => column === name && !taken.has(at)))
    const at = found.find((place) => place >= 0)
    if (places[field] !== undefined || at === undefined) return
    places[field] = at
    taken.add(at)
  }
  for (const field of importFields) if (remembered[field]) take(field, [plainName(remembered[field])])
  for (const field of importFields) if (!remembered[field]) take(field, names[field])
  return places
}

/** The needed fields that a header lacks, by the name under which the partner was to send them. */
export function missingIn(places: ColumnPlaces, remembered: ColumnMap): string[] {
  const wanted = new Set<ImportField>([...neededFields, ...importFields.filter((field) => remembered[field])])
  return [...wanted].filter((field) => places[field] === undefined).map((field) => remembered[field] ?? field)
}

import type { incidentReasons } from '#domain/payloads.ts'

/** What a courier can report on the way, as people say it. */
export const incidentWords: Record<(typeof incidentReasons)[number], string> = {
  breakdown: 'My vehicle broke down',
  damaged: 'A parcel is damaged',
  missing_items: 'Something is missing',
  stolen: 'It was stolen',
  no_access: 'I cannot get in',
  wrong_address: 'The address is wrong',
  return_refused: 'The sender does not take it back',
}

import { type MappingDocument, partnerStatuses } from './mapping.ts'

/** What a partner without a mapping may say: our own words for where a parcel is, and nothing else. */
export const ownVocabulary: MappingDocument = {
  rules: partnerStatuses.map((status) => ({
    match: { code: status },
    effect: { kind: 'status', status, reason: null },
  })),
}

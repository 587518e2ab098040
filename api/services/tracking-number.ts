import { randomInt } from 'node:crypto'

/** Without the letters and digits that people mix up. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

/** `WB` and 60 random bits: no series that anybody could count through. */
export function newTrackingNumber(): string {
  return `WB${Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')}`
}

/** As people type it: with spaces, dashes, small letters. */
export function plainNumber(text: string): string {
  return text.replaceAll(/[\s-]/g, '').toUpperCase()
}

export function isTrackingNumber(text: string): boolean {
  return /^WB[0-9A-HJKMNP-TV-Z]{12}$/.test(plainNumber(text))
}

/** The code on the label of the n-th parcel. */
export function barcodeOf(trackingNumber: string, n: number): string {
  return `${trackingNumber}-${String(n).padStart(2, '0')}`
}

import { randomInt } from 'node:crypto'

/** Four digits for the hand-over, known to the recipient alone. */
export function newPin(): string {
  return String(randomInt(10_000)).padStart(4, '0')
}

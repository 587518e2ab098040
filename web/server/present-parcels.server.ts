import type { ParcelInput } from '#domain/views.ts'
import { money } from '../format.ts'

/** "3.4 kg, 40 × 30 × 20 cm, Books". */
export function parcelWords({ weightGrams, lengthMm, widthMm, heightMm, description, value }: ParcelInput): string {
  const sides = [lengthMm, widthMm, heightMm]
  const size = sides.every((side) => side !== undefined) ? `${sides.map((side) => side / 10).join(' × ')} cm` : null
  const worth = value ? `worth ${money(value)}` : null
  return [`${weightGrams / 1000} kg`, size, description, worth].filter(Boolean).join(', ')
}

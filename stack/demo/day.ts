import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../folders.ts'
import { mistakes } from './mistakes.ts'

export const dayFile = join(root, 'test', 'data', 'berlin-day.csv')

const dayRow = z.object({
  reference: z.string(),
  sender: z.string(),
  senderLine1: z.string(),
  senderPostcode: z.string(),
  senderLat: z.coerce.number(),
  senderLng: z.coerce.number(),
  recipient: z.string(),
  recipientLine1: z.string(),
  recipientPostcode: z.string(),
  recipientLat: z.coerce.number(),
  recipientLng: z.coerce.number(),
  windowHours: z.coerce.number(),
  weightGrams: z.coerce.number().int(),
  courier: z.string(),
  mistake: z.enum(mistakes),
})
export type DayRow = z.infer<typeof dayRow>

const columns = dayRow.keyof().options

/** Reads the day. The file is our own: no field of it holds a comma or a quote. */
export function readDay(): DayRow[] {
  const [, ...lines] = readFileSync(dayFile, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const cells = line.split(',')
    return dayRow.parse(Object.fromEntries(columns.map((column, index) => [column, cells[index]])))
  })
}

/** The day as CSV. */
export function dayText(rows: readonly DayRow[]): string {
  return `${[columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => cells.join(',')).join('\n')}\n`
}

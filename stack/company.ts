import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const schema = z.object({ kind: z.enum(['demo', 'empty']), isSeeded: z.boolean() })
export type Company = z.infer<typeof schema>

type Wish = { isEmpty: boolean; hasOwnDatabase: boolean }

/** Whether this data folder holds the demonstration company; decided by its first start and kept. */
export function companyOf(file: string, { isEmpty, hasOwnDatabase }: Wish): Company {
  if (hasOwnDatabase) return { kind: 'empty', isSeeded: true }
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const company: Company = isEmpty ? { kind: 'empty', isSeeded: true } : { kind: 'demo', isSeeded: false }
  writeFileSync(file, JSON.stringify(company))
  return company
}

/** Called when the seed has ended well; until then each start seeds again. */
export function markSeeded(file: string): void {
  writeFileSync(file, JSON.stringify({ kind: 'demo', isSeeded: true } satisfies Company))
}

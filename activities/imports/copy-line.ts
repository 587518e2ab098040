import type { StagedRow } from '#domain/import-rows.ts'

/** The columns of `import_row` in the order of a line. */
export const copyColumns =
  'import_id, line, number, code, text, reason, place, note, event_id, evidence, occurred_at, other_at, outcome, cause, message'

/** What partners write where there is no proof. */
const nothing = /^(?:|0|-|n|no|false|none|nein|keine?)$/i

const special = /[\\\t\n\r]/

/** A row as COPY reads it: text with tabs. */
export function copyLine(importId: string, { line, said, atMs, monthFirstAtMs, fault }: StagedRow): string {
  const texts = [said.tracking_number.toUpperCase(), said.status, said.text, said.reason, said.place, said.note]
  const told = `${texts.map(escaped).join('\t')}\t${escaped(said.event_id)}\t${!nothing.test(said.evidence)}`
  const times = `${instant(atMs)}\t${instant(monthFirstAtMs)}`
  const end = fault ? `bad\t${fault.code}\t${escaped(fault.message)}` : '\\N\t\\N\t\\N'
  return `${importId}\t${line}\t${told}\t${times}\t${end}\n`
}

function escaped(text: string): string {
  if (!special.test(text)) return text
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

function instant(ms: number | null): string {
  return ms === null ? '\\N' : new Date(ms).toISOString()
}

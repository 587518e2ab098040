/** Why a row cannot be read: a stable code, the column where it began, and plain words. */
export type RowFault = { code: string; column: number; message: string }

/** A row of a file with the number of its first line; the header is line 1. */
export type FileRow = { line: number; cells: readonly string[]; fault: RowFault | null }

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

const longestRow = 65_536

/**
 * Reads rows as their text comes. A quote that is never closed costs its own line alone: reading goes on with the next
 * one, which a parser that only looks ahead would swallow.
 */
export function createCsvReader(delimiter: Delimiter) {
  let rest = ''
  let line = 1
  let isSkipping = false

  function take(isEnd: boolean): FileRow[] {
    const rows: FileRow[] = []
    let at = 0
    while (at < rest.length) {
      const lineEnd = rest.indexOf('\n', at)
      if (lineEnd < 0 && !isEnd) {
        if (rest.length - at > longestRow && !isSkipping) {
          rows.push(faulty(line, { code: 'too_long', column: 1, message: 'The line is longer than a row may be.' }))
          isSkipping = true
        }
        break
      }
      const end = lineEnd < 0 ? rest.length : lineEnd
      if (isSkipping) {
        isSkipping = false
        at = end + 1
        line++
        continue
      }
      const read = readRow(at, end, isEnd)
      if (read === null) break
      if (read.row) rows.push(read.row)
      at = read.next
    }
    rest = isSkipping ? '' : rest.slice(at)
    return rows
  }

  /** The row that begins at a place; null while its end has not come yet. */
  function readRow(at: number, end: number, isEnd: boolean): { row: FileRow | null; next: number } | null {
    const [first, text] = [line, rest.slice(at, rest[end - 1] === '\r' && end > at ? end - 1 : end)]
    const quote = text.indexOf('"')
    if (quote < 0) {
      line++
      if (text.length > longestRow) return { row: tooLong(first), next: end + 1 }
      return { row: text === '' ? null : { line: first, cells: text.split(delimiter), fault: null }, next: end + 1 }
    }
    const scanned = scanQuoted(rest, at, delimiter)
    // What stands at the end of the text so far may go on in the next piece.
    const mayGoOn = scanned.kind === 'open' || (scanned.kind === 'row' && scanned.end >= rest.length)
    if (mayGoOn && !isEnd && rest.length - at < longestRow) return null
    line++
    if (scanned.kind !== 'row') return { row: faulty(first, neverClosed(scanned.column)), next: end + 1 }
    for (let next = rest.indexOf('\n', at); next >= 0 && next < scanned.end; next = rest.indexOf('\n', next + 1)) line++
    return { row: { line: first, cells: scanned.cells, fault: null }, next: scanned.end + 1 }
  }

  return {
    push: (text: string): FileRow[] => {
      rest += text
      return take(false)
    },
    end: (): FileRow[] => take(true),
  }
}

type Scanned =
  | { kind: 'row'; cells: string[]; end: number }
  /** The text ends inside a quoted cell, or something follows its closing quote. */
  | { kind: 'open' | 'broken'; column: number }

function scanQuoted(text: string, from: number, delimiter: Delimiter): Scanned {
  const cells: string[] = []
  for (let at = from; ; ) {
    if (text[at] !== '"') {
      const cell = plainEnd(text, at, delimiter)
      cells.push(text.slice(at, cell))
      if (text[cell] !== delimiter) return { kind: 'row', cells: withoutReturn(cells), end: lineEndAt(text, cell) }
      at = cell + 1
      continue
    }
    const closing = closingQuote(text, at + 1)
    if (closing < 0) return { kind: 'open', column: cells.length + 1 }
    cells.push(text.slice(at + 1, closing).replaceAll('""', '"'))
    const next = text[closing + 1]
    if (next === delimiter) at = closing + 2
    else if (next === undefined || next === '\n') return { kind: 'row', cells, end: closing + 1 }
    else if (next === '\r' && text[closing + 2] === '\n') return { kind: 'row', cells, end: closing + 2 }
    else return { kind: 'broken', column: cells.length }
  }
}

/** Where a cell without quotes ends: at the delimiter or at the end of the line. */
function plainEnd(text: string, at: number, delimiter: Delimiter): number {
  const lineEnd = lineEndAt(text, at)
  const next = text.indexOf(delimiter, at)
  return next >= 0 && next < lineEnd ? next : lineEnd
}

function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function withoutReturn(cells: string[]): string[] {
  const last = cells.length - 1
  return cells.map((cell, index) => (index === last && cell.endsWith('\r') ? cell.slice(0, -1) : cell))
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
  return -1
}

function faulty(line: number, fault: RowFault): FileRow {
  return { line, cells: [], fault }
}

function tooLong(line: number): FileRow {
  return faulty(line, { code: 'too_long', column: 1, message: 'The line is longer than a row may be.' })
}

function neverClosed(column: number): RowFault {
  return { code: 'quote_open', column, message: 'A quote is opened here and never closed.' }
}

/** The delimiter that divides the first line most often, outside of quotes. */
export function delimiterOf(head: string): Delimiter {
  const [first = ''] = head.replaceAll(/"[^"]*"/g, '').split('\n', 1)
  const counts = delimiters.map((delimiter) => first.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

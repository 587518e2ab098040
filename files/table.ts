import { createCsvReader, type Delimiter, delimiterOf, type FileRow } from './csv-reader.ts'
import type { Encoding } from './encoding.ts'
import { readSheet } from './sheet.ts'
import { type ByteSource, FileFault, readBytes } from './source.ts'
import { readText } from './text.ts'

/** How a file is to be read, as its first bytes say. */
export type FileFormat = { kind: 'csv'; encoding: Encoding; delimiter: Delimiter; isMac: boolean } | { kind: 'xlsx' }

const headBytes = 65_536
const mostColumns = 500

/** Looks at the beginning of a file; throws a FileFault for what is no table at all. */
export async function formatOf(source: ByteSource, encoding: Encoding): Promise<FileFormat> {
  if (source.size === 0) throw new FileFault('invalid_input', 'The file is empty.')
  const head = await readBytes(source, 0, headBytes)
  if (head.subarray(0, 4).toString('hex') === '504b0304') return { kind: 'xlsx' }
  if (isBinary(head, encoding)) {
    throw new FileFault('unsupported_type', 'This is no table but some other kind of file. Send CSV, TSV or XLSX.')
  }
  const text = new TextDecoder(encoding).decode(head)
  if (text.trim() === '') throw new FileFault('invalid_input', 'The file is empty.')
  const isMac = !text.includes('\n') && text.includes('\r')
  return { kind: 'csv', encoding, delimiter: delimiterOf(isMac ? text.replaceAll('\r', '\n') : text), isMac }
}

/** Every row of a file in order, a few at a time; the first one is its header. */
export async function* readTable(source: ByteSource, format: FileFormat): AsyncGenerator<FileRow[]> {
  if (format.kind === 'xlsx') {
    yield* readSheet(source)
    return
  }
  const reader = createCsvReader(format.delimiter)
  for await (const text of readText(source, format.encoding)) {
    yield reader.push(format.isMac ? text.replaceAll('\r', '\n') : text)
  }
  yield reader.end()
}

/** The names of the columns; reading stops behind them. */
export async function readHeader(source: ByteSource, format: FileFormat): Promise<readonly string[]> {
  for await (const rows of readTable(source, format)) {
    const [first] = rows
    if (!first) continue
    if (first.fault) throw new FileFault('invalid_input', `The header cannot be read. ${first.fault.message}`)
    if (first.cells.length > mostColumns) {
      throw new FileFault('invalid_input', `The file has more than ${mostColumns} columns.`)
    }
    return first.cells
  }
  throw new FileFault('invalid_input', 'The file is empty.')
}

/** Control characters that no text holds, or zeros where the encoding has none. */
function isBinary(head: Buffer, encoding: Encoding): boolean {
  if (encoding.startsWith('utf-16')) return false
  const odd = head.reduce((count, byte) => count + Number(byte < 9 || (byte > 13 && byte < 32 && byte !== 27)), 0)
  return odd > head.length / 100
}

import { SaxesParser } from 'saxes'
import type { FileRow } from './csv-reader.ts'
import { type ByteSource, FileFault } from './source.ts'
import { readZip, type Unfolded, unfold, type ZipEntry } from './zip.ts'

const mostTextChars = 64 * 1_048_576
const mostColumns = 500
const sliceChars = 16_384
const longestText = 1_048_576

type Book = { source: ByteSource; entries: ReadonlyMap<string, ZipEntry>; so: Unfolded }

/** The rows of the first sheet of a workbook, a few at a time. Dates come as ISO 8601 without a zone. */
export async function* readSheet(source: ByteSource): AsyncGenerator<FileRow[]> {
  const book: Book = { source, entries: await readZip(source), so: { bytes: 0, packed: 0 } }
  if (!book.entries.has('xl/workbook.xml')) {
    throw new FileFault('unsupported_type', 'This archive is no workbook. Send CSV, TSV or XLSX.')
  }
  const path = await firstSheetOf(book)
  const texts = await readTexts(book)
  const dateStyles = await readDateStyles(book)
  yield* readRows(book, { path, texts, dateStyles })
}

type Handlers = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Goes through one XML entry in slices; yields after each, so that nobody waits for us. */
async function* walk({ source, entries, so }: Book, path: string, handlers: Handlers): AsyncGenerator<void> {
  const entry = entries.get(path)
  if (!entry) return
  const parser = new SaxesParser({ xmlns: false })
  const decoder = new TextDecoder()
  let chars = 0
  parser.on('opentag', ({ name, attributes }) => {
    chars = 0
    handlers.open?.(plain(name), attributes)
  })
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('closetag', ({ name }) => handlers.close?.(plain(name)))
  parser.on('doctype', () => refuse('holds a document type, which no workbook needs'))
  parser.on('error', () => refuse('holds XML that cannot be read'))
  for await (const piece of unfold(source, entry, so)) {
    const text = decoder.decode(piece, { stream: true })
    for (let at = 0; at < text.length; at += sliceChars) {
      parser.write(text.slice(at, at + sliceChars))
      chars += sliceChars
      if (chars > longestText) refuse('holds a text that is longer than any cell')
      yield
    }
  }
  parser.close()
}

function refuse(what: string): never {
  throw new FileFault('invalid_input', `The workbook ${what}.`)
}

/** A name without its prefix. */
function plain(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

async function finish(steps: AsyncGenerator<void>): Promise<void> {
  for await (const _ of steps);
}

async function firstSheetOf(book: Book): Promise<string> {
  let relation = ''
  await finish(
    walk(book, 'xl/workbook.xml', {
      open: (name, attributes) => {
        if (name === 'sheet' && relation === '') relation = attributes['r:id'] ?? attributes.id ?? ''
      },
    }),
  )
  let target = ''
  await finish(
    walk(book, 'xl/_rels/workbook.xml.rels', {
      open: (name, { Id, Target }) => {
        if (name === 'Relationship' && Id === relation) target = Target ?? ''
      },
    }),
  )
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  if (!book.entries.has(path)) refuse('has no sheet')
  return path
}

/** The texts that cells name by number. */
async function readTexts(book: Book): Promise<string[]> {
  const texts: string[] = []
  let [text, chars, isText, isPhonetic] = ['', 0, false, false]
  const handlers: Handlers = {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (name) => {
      if (name === 't') isText = false
      if (name === 'rPh') isPhonetic = false
      if (name !== 'si') return
      chars += text.length
      if (chars > mostTextChars) refuse('holds more text than a table needs')
      texts.push(text)
    },
  }
  await finish(walk(book, 'xl/sharedStrings.xml', handlers))
  return texts
}

/** Which styles show a number as a date: Excel's own formats, and those of the book that name days or hours. */
async function readDateStyles(book: Book): Promise<Set<number>> {
  const formats = new Map<number, string>()
  const styles = new Set<number>()
  let [isCell, count] = [false, 0]
  const handlers: Handlers = {
    open: (name, { numFmtId, formatCode }) => {
      const id = Number(numFmtId ?? 0)
      if (name === 'numFmt') formats.set(id, formatCode ?? '')
      if (name === 'cellXfs') isCell = true
      if (name !== 'xf' || !isCell) return
      const code = (formats.get(id) ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')
      if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47) || /[dyhs]/i.test(code)) styles.add(count)
      count++
    },
    close: (name) => {
      if (name === 'cellXfs') isCell = false
    },
  }
  await finish(walk(book, 'xl/styles.xml', handlers))
  return styles
}

type Reading = { path: string; texts: readonly string[]; dateStyles: ReadonlySet<number> }

async function* readRows(book: Book, { path, texts, dateStyles }: Reading): AsyncGenerator<FileRow[]> {
  let rows: FileRow[] = []
  let [line, column, kind, style, value, isValue] = [0, 0, '', 0, '', false]
  let cells: string[] = []
  const handlers: Handlers = {
    open: (name, attributes) => {
      if (name === 'row') [line, column, cells] = [Number(attributes.r ?? line + 1), 0, []]
      if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        if (column > mostColumns) refuse(`has more than ${mostColumns} columns`)
        ;[kind, style, value] = [attributes.t ?? 'n', Number(attributes.s ?? 0), '']
      }
      isValue = name === 'v' || name === 't'
    },
    text: (piece) => {
      if (isValue) value += piece
    },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'c') {
        while (cells.length < column - 1) cells.push('')
        cells[column - 1] = shown(value, { kind, isDate: dateStyles.has(style), texts })
      }
      if (name === 'row' && cells.some((cell) => cell !== '')) rows.push({ line, cells, fault: null })
    },
  }
  for await (const _ of walk(book, path, handlers)) {
    if (rows.length === 0) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

/** The number of a column by the letters of a cell's place: A is 1. */
function columnOf(place: string): number {
  let column = 0
  for (const letter of place.replaceAll(/\d/g, '')) column = column * 26 + (letter.codePointAt(0) ?? 64) - 64
  return column
}

type Cell = { kind: string; isDate: boolean; texts: readonly string[] }

function shown(value: string, { kind, isDate, texts }: Cell): string {
  if (kind === 's') return texts[Number(value)] ?? ''
  const isNumber = kind === 'n' && value !== ''
  return isNumber && isDate ? serialToIso(Number(value)) : value
}

/** Excel counts days from the end of 1899, and has no zone. */
function serialToIso(days: number): string {
  const ms = Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1_000
  return Number.isFinite(ms) && Math.abs(ms) < 8e15 ? new Date(ms).toISOString().slice(0, 19) : ''
}

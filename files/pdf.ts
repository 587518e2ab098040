import PDFDocument from 'pdfkit'
import type { Cell, FileColumn, FileTable } from '#domain/report-file.ts'
import { fontOf } from './font.ts'
import { linesOf, runsOf, type Weight } from './pdf-text.ts'

const margin = 36
const [size, leading, padding] = [8, 11, 4]
const footer = 24

type Pen = {
  doc: PDFKit.PDFDocument
  y: number
  bottom: number
  fonts: Set<string>
  letters: Map<string, number>
}

/** A table on pages of A4 across: title, period, figures with a head on every page, definitions, page numbers. */
export function pdfFile(table: FileTable): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin,
    bufferPages: true,
    info: { Title: table.title, Author: 'Waybill' },
  })
  const bytes = collected(doc)
  const pen: Pen = { doc, y: margin, bottom: doc.page.height - margin - footer, fonts: new Set(), letters: new Map() }
  write(pen, table.title, { weight: 700, size: 16 })
  for (const note of table.notes) write(pen, note, { weight: 400, size: 9 })
  pen.y += padding * 2
  writeTable(pen, table)
  pen.y += leading
  write(pen, 'What the figures mean', { weight: 700, size: 11 })
  for (const { name, words } of table.definitions) write(pen, `${name}: ${words}`, { weight: 400, size })
  numberPages(pen, table.title)
  doc.end()
  return bytes
}

function collected(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}

type Look = { weight: Weight; size: number }

/** A paragraph over the whole width, on the next page where this one ends. */
function write(pen: Pen, text: string, look: Look): void {
  const width = pen.doc.page.width - 2 * margin
  const height = look.size * 1.4
  for (const line of linesOf(text, width, (part) => widthOf(pen, part, look))) {
    if (pen.y + height > pen.bottom) turn(pen)
    draw(pen, line, { x: margin, y: pen.y, ...look })
    pen.y += height
  }
}

function writeTable(pen: Pen, { columns, rows, totals }: FileTable): void {
  const widths = widthsOf(columns, pen.doc.page.width - 2 * margin)
  const names = columns.map(({ name }) => name)
  const put = (cells: readonly Cell[], weight: Weight) => writeRow(pen, { cells, weight, columns, widths })
  put(names, 700)
  for (const [cells, weight] of [
    ...rows.map((row) => [row, 400] as const),
    ...totals.map((row) => [row, 700] as const),
  ]) {
    if (put(cells, weight)) continue
    turn(pen)
    put(names, 700)
    put(cells, weight)
  }
}

type Row = { cells: readonly Cell[]; weight: Weight; columns: readonly FileColumn[]; widths: readonly number[] }

/** False, and nothing written, where the page has no room for it. */
function writeRow(pen: Pen, { cells, weight, columns, widths }: Row): boolean {
  const look = { weight, size }
  const texts = cells.map((cell, index) =>
    linesOf(textOf(cell, columns[index]), (widths[index] ?? 0) - padding, (part) => widthOf(pen, part, look)),
  )
  const height = Math.max(...texts.map((lines) => lines.length)) * leading + padding
  if (pen.y + height > pen.bottom && pen.y > margin) return false
  let x = margin
  for (const [index, lines] of texts.entries()) {
    const width = widths[index] ?? 0
    const isText = columns[index]?.kind === 'text'
    for (const [place, line] of lines.entries()) {
      const indent = isText ? 0 : width - padding - widthOf(pen, line, look)
      draw(pen, line, { x: x + indent, y: pen.y + place * leading, ...look })
    }
    x += width
  }
  pen.y += height
  pen.doc
    .moveTo(margin, pen.y - padding / 2)
    .lineTo(x, pen.y - padding / 2)
    .lineWidth(0.4)
    .strokeColor('#b8bcc4')
    .stroke()
  return true
}

/** The first column holds names, and gets more. */
function widthsOf(columns: readonly FileColumn[], width: number): number[] {
  const shares = columns.map(({ kind }, index) => (index === 0 ? 2.4 : kind === 'text' ? 1.2 : 1))
  const sum = shares.reduce((all, share) => all + share, 0)
  return shares.map((share) => (width * share) / sum)
}

function textOf(cell: Cell, column: FileColumn | undefined): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  const places = column?.kind === 'count' ? 0 : 2
  return cell.toLocaleString('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places })
}

function widthOf(pen: Pen, text: string, { weight, size: points }: Look): number {
  let width = 0
  for (const { text: part, font } of runsOf(text, weight)) {
    for (const letter of part) width += letterWidth(pen, font, letter) * points
  }
  return width
}

/** In parts of the size. Laying out the same words again and again would take seconds for a long table. */
function letterWidth(pen: Pen, font: string, letter: string): number {
  const key = `${font} ${letter}`
  const known = pen.letters.get(key)
  if (known !== undefined) return known
  const width = use(pen, font, 1_000).widthOfString(letter) / 1_000
  pen.letters.set(key, width)
  return width
}

function draw(pen: Pen, text: string, { x, y, weight, size: points }: Look & { x: number; y: number }): void {
  let at = x
  for (const run of runsOf(text, weight)) {
    use(pen, run.font, points).fillColor('#1a1f36').text(run.text, at, y, { lineBreak: false })
    at += widthOf(pen, run.text, { weight, size: points })
  }
}

function use({ doc, fonts }: Pen, font: string, points: number): PDFKit.PDFDocument {
  if (!fonts.has(font)) doc.registerFont(font, fontOf(font))
  fonts.add(font)
  return doc.font(font).fontSize(points)
}

function turn(pen: Pen): void {
  pen.doc.addPage()
  pen.y = margin
}

function numberPages(pen: Pen, title: string): void {
  const { start, count } = pen.doc.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pen.doc.switchToPage(page)
    // Below the margin: text there would begin a new page.
    pen.doc.page.margins.bottom = 0
    const words = `${title} · page ${page + 1} of ${count}`
    draw(pen, words, { x: margin, y: pen.doc.page.height - margin, weight: 400, size: 7 })
  }
}

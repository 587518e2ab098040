import { strToU8, zipSync } from 'fflate'
import type { Cell, ColumnKind, FileTable } from '#domain/report-file.ts'

/** The numbers of the cell formats in `styles`. */
const styleOf: Record<ColumnKind, number> = { text: 0, count: 2, percent: 3, seconds: 3, decimal: 3, money: 3 }
const bold = 1

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

/** A flat workbook: the table, and what its figures mean. A report has at most some thousand rows, so it is made at once. */
export function xlsxFile(table: FileTable): Buffer {
  const names = table.columns.map(({ name }) => name)
  const kinds = table.columns.map(({ kind }) => kind)
  const textOnly = (cells: readonly string[]) => rowOf(cells, () => 0)
  const figures = [
    rowOf(names, () => bold),
    ...table.rows.map((cells) => rowOf(cells, (column) => styleOf[kinds[column] ?? 'text'])),
    ...table.totals.map((cells) => rowOf(cells, (column) => styleOf[kinds[column] ?? 'text'])),
  ]
  const meanings = [
    rowOf([table.title], () => bold),
    ...table.notes.map((note) => textOnly([note])),
    textOnly([]),
    ...table.definitions.map(({ name, words }) => textOnly([name, words])),
  ]
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relationsOf([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': relationsOf([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': sheetOf(figures, { frozen: true, widths: names.map(widthOf) }),
    'xl/worksheets/sheet2.xml': sheetOf(meanings, { frozen: false, widths: [28, 110] }),
  }
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(head + xml)]))),
  )
}

const contentTypes = `<Types xmlns="${packaged}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
${['workbook:sheet.main', 'worksheets/sheet1:worksheet', 'worksheets/sheet2:worksheet', 'styles:styles']
  .map((part) => part.split(':'))
  .map(
    ([file, type]) =>
      `<Override PartName="/xl/${file}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
  )
  .join('\n')}
</Types>`

const workbook = `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>
<sheet name="Report" sheetId="1" r:id="rId1"/><sheet name="Definitions" sheetId="2" r:id="rId2"/></sheets></workbook>`

/** Format 3 is whole numbers with thousands, 4 the same with two places. */
const styles = `<styleSheet xmlns="${main}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
</styleSheet>`

function relationsOf(targets: readonly (readonly [type: string, target: string])[]): string {
  const list = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${packaged}/relationships">${list.join('')}</Relationships>`
}

type Look = { frozen: boolean; widths: readonly number[] }

function sheetOf(rows: readonly string[], { frozen, widths }: Look): string {
  const pane = frozen ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const numbered = rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`)
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>
<cols>${columns.join('')}</cols><sheetData>${numbered.join('')}</sheetData></worksheet>`
}

function rowOf(cells: readonly Cell[], style: (column: number) => number): string {
  return cells
    .map((cell, column) => {
      if (cell === null) return '<c/>'
      if (typeof cell === 'number') return `<c s="${style(column)}"><v>${cell}</v></c>`
      // Inline text is never a formula, whatever it begins with.
      return `<c s="${style(column)}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
    })
    .join('')
}

function widthOf(name: string): number {
  return Math.min(40, Math.max(12, name.length + 2))
}

/** Text that XML can hold: signs are named, what it knows no name for is left out. */
function escapeXml(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)
}

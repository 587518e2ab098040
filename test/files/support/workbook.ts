import { strToU8, type Zippable, zipSync } from 'fflate'

/** A cell: a text, a number, or a date by its day number. */
export type Cell = string | number | { day: number }

const sheetPath = 'xl/worksheets/sheet1.xml'

/** A small workbook with shared texts and a date format, as spreadsheets write them. */
export function workbook(rows: readonly (readonly Cell[])[], others: Zippable = {}): Buffer {
  const texts: string[] = []
  const cells = rows.map((row, at) => {
    const inner = row
      .map((cell, column) => cellOf(cell, `${String.fromCodePoint(65 + column)}${at + 1}`, texts))
      .join('')
    return `<row r="${at + 1}">${inner}</row>`
  })
  return zipped({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Status" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy hh:mm"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    [sheetPath]: `<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`,
    ...others,
  })
}

/** A workbook whose sheet is an enormous number of empty rows. */
export function bomb(megabytes: number): Buffer {
  const sheet = Buffer.alloc(megabytes * 1_048_576, '<row></row>')
  sheet.write('<worksheet>')
  return workbook([], { [sheetPath]: sheet })
}

/** An archive of these files. */
export function zipped(files: Record<string, string | Zippable[string]>): Buffer {
  const bytes = Object.entries(files).map(([name, value]) => [name, typeof value === 'string' ? strToU8(value) : value])
  return Buffer.from(zipSync(Object.fromEntries(bytes)))
}

function cellOf(cell: Cell, place: string, texts: string[]): string {
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if (typeof cell === 'object') return `<c r="${place}" s="1"><v>${cell.day}</v></c>`
  return `<c r="${place}" t="s"><v>${texts.push(cell) - 1}</v></c>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

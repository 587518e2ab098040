import { fileNameOf, fileTableOf } from '#domain/report-file.ts'
import type { ReportFormat, ReportView } from '#domain/views-reports.ts'
import { csvFile } from './csv.ts'
import { pdfFile } from './pdf.ts'
import { xlsxFile } from './xlsx.ts'

export type NamedFile = { name: string; contentType: string; bytes: Buffer }

const contentTypes: Record<ReportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}

/** A report as a file to keep or to send. */
export async function reportFile(view: ReportView, format: ReportFormat): Promise<NamedFile> {
  const table = fileTableOf(view)
  const bytes = format === 'pdf' ? await pdfFile(table) : format === 'xlsx' ? xlsxFile(table) : csvFile(table)
  return { name: `${fileNameOf(view)}.${format}`, contentType: contentTypes[format], bytes }
}

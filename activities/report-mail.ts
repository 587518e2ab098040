import { figureWords } from '#domain/report-words.ts'
import type { ReportView } from '#domain/views-reports.ts'
import { escapeHtml, htmlPage, type RenderedMail } from './mail-render.ts'

/** The figures over all groups in the mail itself; the groups are in the file that comes with it. */
export function renderReportMail(view: ReportView, publicUrl: string): RenderedMail {
  const subject = `${view.title}, ${view.period.from} to ${view.period.to}`
  const url = linkOf(view, publicUrl)
  const lines = view.totals.flatMap(({ values, currency }) =>
    view.figures.map((figure) => `${figure.name}: ${figureWords(figure.unit, values[figure.code] ?? null, currency)}`),
  )
  const items = lines.map((line) => `<li style="margin:0 0 4px">${escapeHtml(line)}</li>`).join('')
  const html = htmlPage(
    subject,
    `<ul style="margin:0;padding:0 0 0 20px">${items}</ul>
<p style="margin:20px 0 0"><a href="${escapeHtml(url)}" style="color:#1f4fd8">The same report, live</a></p>`,
  )
  return { subject, text: `${lines.join('\n')}\n\nThe same report, live: ${url}\n`, html }
}

/** What its maker is told when nobody could be sent a report. */
export function renderFailureMail(title: string, url: string): RenderedMail {
  const subject = `A scheduled report could not be sent: ${title}`
  const words =
    'It was tried several times. The page of the report shows why; it will be sent again when it is next due.'
  const link = `<p><a href="${escapeHtml(url)}" style="color:#1f4fd8">The report</a></p>`
  return { subject, text: `${words}\n\n${url}\n`, html: htmlPage(subject, `<p>${words}</p>${link}`) }
}

function linkOf({ code, period, groupBy, filter, compared }: ReportView, publicUrl: string): string {
  const asked = new URLSearchParams({ ...period, groupBy, ...(compared && { compare: 'previous' }) })
  for (const [name, value] of Object.entries(filter)) if (value !== null) asked.set(name, value)
  return `${publicUrl}/reports/${code}?${asked}`
}

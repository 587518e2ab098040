import type { AlertDetail, AlertLine, WaitingMessage } from '#db/alert-sending.ts'
import { alertWords, digestFrom } from '#domain/alerts.ts'
import { type ExceptionType, exceptionRow } from '#domain/exception-types.ts'
import { escapeHtml, htmlPage, type RenderedMail } from './mail-render.ts'

type Part = { title: string; url: string; lines: readonly string[] }

/** One mail for all that waits: few alerts one by one, many as a digest by type and zone. */
export function renderAlertMail(message: WaitingMessage, publicUrl: string): RenderedMail {
  const isDigest = message.count >= digestFrom
  const parts = isDigest ? digestParts(message.lines, publicUrl) : singleParts(message.alerts, publicUrl)
  const subject = subjectOf(message)
  const settings = `${publicUrl}/alerts/preferences`
  const text = [
    ...parts.map(({ title, url, lines }) => [title, ...lines, url].join('\n')),
    `All alerts: ${publicUrl}/alerts\nHow you are told: ${settings}\n`,
  ].join('\n\n')
  const body = parts.map(partHtml).join('\n')
  return { subject, text, html: htmlPage(subject, `${body}\n${linkHtml(settings, 'How you are told')}`) }
}

function subjectOf({ count, level, alerts }: WaitingMessage): string {
  const [first] = alerts
  if (count === 1 && first) return `Level ${level}: ${nameOf(first.type)}, ${first.trackingNumber}`
  return `${count} exceptions need attention, the worst at level ${level}`
}

function singleParts(alerts: readonly AlertDetail[], publicUrl: string): Part[] {
  return alerts.map((alert) => ({
    title: `${alert.trackingNumber}${alert.zoneName ? `, ${alert.zoneName}` : ''}`,
    url: caseUrl(alert, publicUrl),
    lines: [alertWords(alert), `Severity: ${alert.severity}.`],
  }))
}

function digestParts(lines: readonly AlertLine[], publicUrl: string): Part[] {
  return [...Map.groupBy(lines, ({ type }) => type)].map(([type, ofType]) => {
    const count = ofType.reduce((sum, line) => sum + line.count, 0)
    return {
      title: `${count} × ${nameOf(type)}`,
      url: `${publicUrl}/dispatch/exceptions?type=${type}`,
      lines: ofType.map((line) => `${line.zoneName ?? line.zone ?? 'No zone'}: ${line.count} (${levelsOf(line)})`),
    }
  })
}

function levelsOf({ levels }: AlertLine): string {
  return Object.entries(levels)
    .toSorted(([a], [b]) => Number(b) - Number(a))
    .map(([level, count]) => `${count} at level ${level}`)
    .join(', ')
}

/** Where the case of an alert is looked at. */
export function caseUrl({ exceptionId }: AlertDetail, publicUrl: string): string {
  return `${publicUrl}/dispatch/exceptions/${exceptionId}`
}

/** What people call a type. */
export function nameOf(type: ExceptionType): string {
  return exceptionRow(type).name
}

function partHtml({ title, url, lines }: Part): string {
  const items = lines.map((line) => `<li style="margin:0 0 4px">${escapeHtml(line)}</li>`).join('')
  return `<h2 style="margin:20px 0 4px;font-size:16px">${linkHtml(url, title)}</h2>
<ul style="margin:0;padding:0 0 0 20px">${items}</ul>`
}

function linkHtml(url: string, words: string): string {
  return `<a href="${escapeHtml(url)}" style="color:#1f4fd8">${escapeHtml(words)}</a>`
}

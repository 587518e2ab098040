import { type MailedNotice, mailTemplates } from './mail-templates.ts'

export type Notice = { trackingNumber: string; trackUrl: string; facts: Record<string, string> }

export type RenderedMail = { subject: string; text: string; html: string | null }

type Facts = ReadonlyMap<string, string>

/** Fills the placeholders of one line, or gives null when a fact is missing. */
function fill(line: string, facts: Facts): string | null {
  const names = Array.from(line.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '')
  if (names.some((name) => !facts.get(name))) return null
  return line.replace(/\{(\w+)\}/g, (_, name: string) => facts.get(name) ?? '')
}

/** Text that cannot bring markup into a mail. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** Links in mails come from our configuration and lead to the web, never to a script. */
function checkedUrl(url: string): string {
  const { protocol } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('A mail may only link to a web page.')
  return url
}

function renderHtml({
  subject,
  lines,
  action,
  url,
}: {
  subject: string
  lines: string[]
  action: string
  url: string
}) {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join('\n')
  return htmlPage(
    subject,
    `${paragraphs}
<p style="margin:20px 0 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f4fd8;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(action)}</a></p>`,
  )
}

/** The look of every mail around what it says, which is HTML already. */
export function htmlPage(subject: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f4f5f7;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1a1f36">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(subject)}</h1>
${body}
</div></body></html>`
}

function renderFully(code: MailedNotice, { trackingNumber, trackUrl, facts }: Notice): RenderedMail {
  const template = mailTemplates[code]
  const known = new Map([...Object.entries(facts), ['trackingNumber', trackingNumber] as const])
  const subject = fill(template.subject, known)
  if (subject === null) throw new Error('The subject of a mail lacks a fact.')
  const url = checkedUrl(trackUrl)
  const lines = template.lines.map((line) => fill(line, known)).filter((line) => line !== null)
  const text = `${lines.join('\n')}\n\n${template.action}: ${url}\n`
  return { subject, text, html: renderHtml({ subject, lines, action: template.action, url }) }
}

/** Writes a notice in plain words. A template that fails still sends the news, as plain text: silence would be worse. */
export function renderMail(code: MailedNotice, notice: Notice): RenderedMail {
  try {
    return renderFully(code, notice)
  } catch {
    const { trackingNumber, trackUrl } = notice
    return {
      subject: `News about ${trackingNumber}`,
      text: `There is news about ${trackingNumber}.\n\n${trackUrl}\n`,
      html: null,
    }
  }
}

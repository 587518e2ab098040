import type { SwitchedOff } from '#db/webhook-relay.ts'
import { escapeHtml, htmlPage, type RenderedMail } from './mail-render.ts'

const subject = 'We have switched off a webhook of yours'

const why: Record<SwitchedOff['reason'], string> = {
  failing: 'For three days nothing that we sent has arrived there.',
  gone: 'Your system answered 410: that the address is gone for good.',
}

const next: Record<SwitchedOff['reason'], string> = {
  failing: 'Nothing is lost. Switch it on again within 30 days, and it gets everything that waits, in order.',
  gone: 'Give it a new address and switch it on again, or delete it.',
}

/** The notice that an endpoint is off (N16). */
export function renderSwitchedOff({ id, url, reason }: SwitchedOff, publicUrl: string): RenderedMail {
  const lines = [`The address: ${url}`, why[reason], next[reason]]
  const page = `${publicUrl}/partner/webhooks/${id}`
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join('\n')
  const link = `<p style="margin:20px 0 0"><a href="${escapeHtml(page)}" style="color:#1f4fd8">See what happened</a></p>`
  return {
    subject,
    text: `${lines.join('\n')}\n\nSee what happened: ${page}\n`,
    html: htmlPage(subject, `${paragraphs}\n${link}`),
  }
}

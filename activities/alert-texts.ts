import type { AlertDetail, WaitingMessage } from '#db/alert-sending.ts'
import { alertWords } from '#domain/alerts.ts'
import { caseUrl, nameOf } from './alert-mail.ts'

const mostTypes = 3

/** All that waits as one short text. */
export function alertText({ count, level, alerts, lines }: WaitingMessage, publicUrl: string): string {
  const [first] = alerts
  if (count === 1 && first) {
    const what = `${nameOf(first.type)} (${first.reason.replaceAll('_', ' ')})`
    return `Waybill L${level}: ${what}, ${first.trackingNumber}. ${caseUrl(first, publicUrl)}`
  }
  const byType = [...Map.groupBy(lines, ({ type }) => type)].map(([type, ofType]) => {
    return `${ofType.reduce((sum, line) => sum + line.count, 0)} ${nameOf(type)}`
  })
  const rest = byType.length > mostTypes ? ' and more' : ''
  return `Waybill: ${count} exceptions, worst L${level}: ${byType.slice(0, mostTypes).join(', ')}${rest}. ${publicUrl}/alerts`
}

/** All that waits as the JSON of one webhook call: a repeat is the same, byte for byte. */
export function alertJson({ key, count, level, alerts, lines }: WaitingMessage, publicUrl: string): string {
  return JSON.stringify({
    id: key,
    type: 'alerts',
    count,
    worstLevel: level,
    groups: lines.map(({ type, zone, count: ofLine, levels }) => ({ type, zone, count: ofLine, levels })),
    // The gravest ones; `count` and `groups` tell of all.
    alerts: alerts.map((alert) => detailOf(alert, publicUrl)),
  })
}

function detailOf(alert: AlertDetail, publicUrl: string) {
  const { id, exceptionId, shipmentId, trackingNumber, type, reason, level, severity, kind, zone, createdAtMs } = alert
  return {
    ...{ id: String(id), exceptionId, shipmentId, trackingNumber, type, reason, level, severity, kind, zone },
    words: alertWords(alert),
    createdAt: new Date(createdAtMs).toISOString(),
    url: caseUrl(alert, publicUrl),
  }
}

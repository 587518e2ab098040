import type { Cause } from '#domain/exception-types.ts'
import type { TraceView } from '#domain/views-partners.ts'
import { plain } from '#domain/words.ts'
import { type Reading, when } from '../format.ts'
import { saidWords, verdictWords } from '../words/mappings.ts'
import { instantFrom } from './act-fields.server.ts'

const sources: Readonly<Record<string, string>> = {
  api: 'by the API',
  upload: 'in a file',
  paste: 'in a list',
  drop: 'in a dropped file',
  back_apply: 'read again',
}

const causes: Record<Cause, string> = {
  K: 'ours',
  S: 'the sender’s',
  N: 'the recipient’s',
  U: 'customs',
  F: 'force majeure',
  Y: 'a contradiction of reports',
}

const flags = { on_time: 'On time', at_risk: 'At risk', late: 'Late' } as const

/** What partners said of a parcel, line by line, and whether it is late. */
export function traceOf({ delay, reports }: TraceView, reading: Reading) {
  return {
    delay: {
      flag: delay.flag,
      words: flags[delay.flag],
      since: delay.since === null ? null : when(delay.since, reading),
      why: [delay.reason && plain(delay.reason), delay.cause && `cause: ${causes[delay.cause]}`]
        .filter(Boolean)
        .join(', '),
    },
    reports: reports.map((report) => ({
      key: report.commandId,
      words: saidWords(report),
      place: report.place,
      occurred: when(report.occurredAt, reading),
      received: when(report.receivedAt, reading),
      source: sourceWords(report),
      reading: verdictWords(report.verdict),
      mapping: report.mappingVersion === null ? 'our own words' : `mapping ${report.mappingVersion}`,
      by: report.saidBy,
      outcome: report.outcome,
      why: report.why && plain(report.why),
      importId: report.importId,
    })),
  }
}

export type Trace = ReturnType<typeof traceOf>

function sourceWords({ source, line }: TraceView['reports'][number]): string {
  const words = sources[source] ?? plain(source)
  return line === null ? words : `${words}, line ${line}`
}

/** The instant of the address by the viewer's clock; null for now and for what is no instant. */
export function asOfAsked(request: Request, { zone }: Reading): string | null {
  const text = new URL(request.url).searchParams.get('asOf')
  const instant = text ? instantFrom(text, zone) : ''
  return Number.isNaN(Date.parse(instant)) ? null : instant
}

import { Link } from '../../framework.ts'
import type { Trace } from '../../server/present-trace.server.ts'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

const tones = { on_time: 'ok', at_risk: 'warn', late: 'danger' } as const
const outcomes = {
  applied: { words: 'taken', tone: 'ok' },
  kept: { words: 'kept only', tone: 'warn' },
  refused: { words: 'refused', tone: 'danger' },
  waiting: { words: 'on its way', tone: 'neutral' },
} as const

type Props = {
  trace: Trace
  /** Where the page of an import is; files of a partner lead there. */
  importPath: string | null
}

/** Every report of a partner as it came: when, how, by which mapping, and what came of it. */
export function TraceCard({ trace: { delay, reports }, importPath }: Props) {
  return (
    <Card title="What the partner said" aside={<Tag tone={tones[delay.flag]}>{delay.words}</Tag>} isFlush>
      {delay.flag !== 'on_time' && (
        <p className="px-4 pb-3 text-sm text-text-2 sm:px-5">
          {delay.why}
          {delay.since && (
            <>
              , since <When at={delay.since} />
            </>
          )}
        </p>
      )}
      {reports.length === 0 ? (
        <p className="border-t border-line px-4 py-4 text-sm text-text-2 sm:px-5">Nothing yet.</p>
      ) : (
        <ol>
          {reports.map((report) => (
            <li key={report.key} className="border-t border-line px-4 py-3 text-sm sm:px-5">
              <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
                <When at={report.occurred} className="figures text-text-2" />
                <bdi className="font-semibold break-words">{report.words}</bdi>
                <Tag tone={outcomes[report.outcome].tone}>{outcomes[report.outcome].words}</Tag>
              </p>
              <p className="mt-1 text-text-2">
                {report.reading}
                {report.why && `: ${report.why}`}
                {report.place && `, ${report.place}`}
              </p>
              <p className="mt-1 text-xs text-text-3">
                received <When at={report.received} />{' '}
                {importPath && report.importId ? (
                  <Link to={`${importPath}/${report.importId}`} className="text-accent underline underline-offset-2">
                    {report.source}
                  </Link>
                ) : (
                  report.source
                )}
                , {report.mapping}, {report.by}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}

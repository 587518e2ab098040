import type { Workbench as Data } from '../../server/mappings.server.ts'
import type { Problem } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { When } from '../../ui/when.tsx'
import { AgainCard } from './again-card.tsx'
import { DraftCard } from './draft-card.tsx'
import { RulesCard } from './rules-card.tsx'
import { WordsCard } from './words-card.tsx'

const doneWords: Readonly<Record<string, string>> = {
  kept: 'The draft is kept. Nothing changes for parcels until a version is published.',
  sent: 'Sent: an admin publishes it or changes it.',
  discarded: 'The draft is gone.',
  published: 'Published: it reads every report from now on, or from the instant that was chosen.',
}

type Props = { bench: Data; done: string; problem: Problem | null; parcelPath: string }

/** What a partner says, what it means, and the way from the one to the other. */
export function MappingWorkbench({ bench, done, problem, parcelPath }: Props) {
  const { draft, again, words, revision } = bench
  return (
    <>
      {problem && <Refused problem={problem} />}
      {!problem && doneWords[done] && (
        <p role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm font-semibold text-ok">
          {doneWords[done]}
        </p>
      )}
      {draft && <DraftCard {...bench} draft={draft} />}
      {again && again.total > 0 && <AgainCard {...bench} again={again} />}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <WordsCard words={words} revision={revision} parcelPath={parcelPath} />
        <RulesCard {...bench} />
      </div>
      <Versions versions={bench.versions} />
    </>
  )
}

/** Faults of rules are told with the number that people count by. */
function Refused({ problem: { title, message, errors } }: { problem: Problem }) {
  const lines = errors.slice(0, 5).map(({ pointer, message: fault }) => {
    const [, , index = '', ...rest] = pointer.split('/')
    const place = /^\d+$/.test(index) ? `Rule ${Number(index) + 1}` : 'The form'
    return `${place}${rest.length > 0 ? `, ${rest.join(' ')}` : ''}: ${fault}`
  })
  return <ProblemSummary title={title} message={lines.length > 0 ? lines.join('. ') : message} />
}

function Versions({ versions }: Pick<Data, 'versions'>) {
  if (versions.length === 0) return null
  return (
    <Card title="Versions" isFlush>
      <Table caption="Versions" columns={['Version', 'In force from', 'Rules', 'By', 'Why']}>
        {versions.map((version) => (
          <Row key={version.version}>
            <Cell className="figures font-semibold">{version.version}</Cell>
            <Cell>
              <When at={version.from} />
            </Cell>
            <Cell className="figures">{version.rules} rules</Cell>
            <Cell>{version.publishedByName}</Cell>
            <Cell className="text-text-2">{version.reason}</Cell>
          </Row>
        ))}
      </Table>
    </Card>
  )
}

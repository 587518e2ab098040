import { ChevronLeft, CircleCheck, Languages } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { ImportMove, ImportPage } from '../../server/imports.server.ts'
import type { ImportHead } from '../../server/present-imports.server.ts'
import type { Problem } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { importStateTable } from '../../words/imports.ts'
import { useRereading } from '../jobs/use-rereading.ts'
import { ImportActs } from './acts.tsx'
import { FormatCard } from './format-card.tsx'
import { ImportProgress } from './progress.tsx'
import { RowsCard } from './rows-card.tsx'
import { Tiles } from './tiles.tsx'

type Props = {
  page: ImportPage
  refused: { move: ImportMove; problem: Problem } | undefined
  moves: readonly ImportMove[]
  back: { to: string; name: string }
  mappingPath: string
  parcelPath: string
}

/** One import: what its rows are, how far it is, and what can be done with it. */
export function ImportRun({ page, refused, moves, back, mappingPath, parcelPath }: Props) {
  const { file, outcome, rows, nextCursor, done } = page
  useRereading(file.isRunning)
  const { name, tone } = importStateTable[file.state]
  const isEmpty = file.rows === 0 && file.state === 'failed'
  return (
    <div className="flex flex-col gap-5">
      <Link to={back.to} className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> {back.name}
      </Link>
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold break-words">{file.name}</h1>
          <p className="text-sm text-text-3">
            {file.source} of {file.partner.name}, by {file.by}, <When at={file.created} />
          </p>
        </div>
        <span role="status">
          <Tag tone={tone}>{name}</Tag>
        </span>
        <div className="sm:ms-auto">
          <ImportActs file={file} moves={moves} />
        </div>
      </div>
      {refused && <ProblemSummary title={refused.problem.title} message={refused.problem.message} />}
      {done && !refused && <p className="text-sm text-text-2">{done}</p>}
      {file.failure && (
        <p className="rounded-md border border-danger bg-danger-soft p-4 text-sm">
          <span className="font-semibold text-danger">
            {file.state === 'paused' ? 'It had to stop.' : 'It could not be read.'}
          </span>{' '}
          {file.failure}
        </p>
      )}
      {!isEmpty && (
        <Card title="Progress">
          <ImportProgress file={file} />
          <Said file={file} mappingPath={mappingPath} />
          <noscript>
            <Link to="" reloadDocument className="text-sm font-semibold text-accent underline underline-offset-4">
              Read again
            </Link>
          </noscript>
        </Card>
      )}
      {!isEmpty && <Tiles tiles={file.tiles} outcome={outcome} />}
      {file.canChange && moves.includes('change') && (
        <FormatCard key={file.state} file={file} problem={refused?.move === 'change' ? refused.problem : null} />
      )}
      {!isEmpty && <RowsCard id={file.id} {...{ rows, outcome, nextCursor, parcelPath }} />}
    </div>
  )
}

/** What the figures mean, in words. */
function Said({ file, mappingPath }: { file: ImportHead; mappingPath: string }) {
  const { state, isUnchanged, unchanged, rows, doubted, mappingVersion } = file
  return (
    <div className="mt-2 flex flex-col gap-2 text-sm text-text-2 empty:hidden">
      {isUnchanged && (
        <p className="flex items-center gap-2 font-semibold text-ok">
          <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
          {unchanged === rows
            ? 'Every row is known already: the same file again changes nothing.'
            : `Nothing here is new: ${unchanged} rows are known already, and the file changes nothing.`}
        </p>
      )}
      {state === 'review' && !isUnchanged && <p>This was a dry run: no parcel has moved yet.</p>}
      {state === 'applying' && <p>It goes on whatever happens to this page, also when our machines start anew.</p>}
      {state === 'paused' && <p>What was sent stays sent. It goes on with the first row that has no answer.</p>}
      {doubted > 0 && (
        <Link to={mappingPath} className="flex min-h-6 w-fit items-center gap-1 font-semibold text-accent">
          <Languages aria-hidden="true" className="size-4" />
          {doubted === 1 ? 'One row has a word' : `${doubted} rows have words`} that your mapping does not settle
          {mappingVersion !== null && ` (version ${mappingVersion})`}
        </Link>
      )}
    </div>
  )
}

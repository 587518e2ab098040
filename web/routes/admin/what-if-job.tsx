import { CalendarX2 } from 'lucide-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { useRereading } from '../../parts/jobs/use-rereading.ts'
import { ChangesCard } from '../../parts/policy/changes-card.tsx'
import { DraftLinks } from '../../parts/policy/draft-links.tsx'
import { OutcomeCards } from '../../parts/policy/outcome.tsx'
import { PageHead } from '../../parts/policy/page-head.tsx'
import { ReplayProgress } from '../../parts/policy/replay-progress.tsx'
import { draftOf } from '../../server/draft.server.ts'
import { changesOf } from '../../server/draft-changes.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { jobOf } from '../../server/present-jobs.server.ts'
import { outcomeOf, progressWords } from '../../server/present-what-if.server.ts'
import { load, missing, refusable } from '../../server/problems.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { jobStateTable } from '../../words/jobs.ts'

export function meta({ data }: { data?: { job: { title: string } } }) {
  return [{ title: `${data?.job.title ?? 'What if'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  const { jobs, serviceLevels } = context.services
  return load(async () => {
    const job = await jobs.get(params.id ?? '', { limit: 0 }, viewer)
    if (job.kind !== 'what_if') throw missing()
    const draft = draftOf(request)
    const level = draft && (await serviceLevels.get(draft.code, viewer))
    return {
      job: jobOf(job, readingOf(request)),
      progress: progressWords(job),
      outcome: job.outcome ? outcomeOf(job.outcome) : null,
      draft: draft && level && { ...namesOf(level), changes: changesOf(level, draft.level), madeOf: draft.version },
      packed: draft && new URL(request.url).searchParams.get('draft'),
    }
  })
}

function namesOf({ code, name, version }: { code: string; name: string; version: number }) {
  return { code, name, version }
}

/** Stops a replay. */
export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = withRole(asked, ['admin'])
  return await refusable(
    async () => {
      await context.services.jobs.cancel(params.id ?? '', viewer)
      const { pathname, search } = new URL(request.url)
      throw redirect(`${pathname}${search}`)
    },
    (problem) => problem,
  )
}

export default function WhatIfJob() {
  const { job, progress, outcome, draft, packed } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isRunning = job.state === 'running'
  useRereading(isRunning)
  const to = draft ? `/admin/service-levels/${draft.code}` : '/admin/service-levels'
  const { name, tone } = jobStateTable[job.state]
  return (
    <div className="flex flex-col gap-5">
      <PageHead
        back={{ to, name: draft?.name ?? 'Service levels' }}
        code={draft?.code ?? ''}
        title={job.title}
        tag={
          <span role="status">
            <Tag tone={tone}>{name}</Tag>
          </span>
        }
      />
      {refused && <ProblemSummary title={refused.title} message={refused.message} />}
      {isRunning && <ReplayProgress job={job} words={progress} />}
      {!isRunning && <DraftLinks draft={draft} packed={packed} isDone={outcome !== null} />}
      {outcome && outcome.shipments > 0 && <OutcomeCards outcome={outcome} />}
      {outcome?.shipments === 0 && (
        <section aria-label="Outcome" className="rounded-lg border border-line bg-surface-1 shadow-card">
          <EmptyState
            icon={CalendarX2}
            title="Nothing to replay"
            words="No shipment of this level was booked in these days. Look further back, or try another level."
          />
        </section>
      )}
      {draft && <ChangesCard changes={draft.changes} />}
    </div>
  )
}

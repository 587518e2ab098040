import { ChevronLeft } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Form,
  Link,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from '../../framework.ts'
import { JobProgress } from '../../parts/jobs/progress.tsx'
import { Results } from '../../parts/jobs/results-table.tsx'
import { useRereading } from '../../parts/jobs/use-rereading.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { jobOf, resultsOf } from '../../server/present-jobs.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { jobStateTable } from '../../words/jobs.ts'

export function meta({ data }: { data?: { job: { title: string; done: number; total: number } } }) {
  return [{ title: data ? `${data.job.done} of ${data.job.total}, ${data.job.title} · Waybill` : 'Job · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const job = await context.services.jobs.get(params.id ?? '', {}, viewer)
    // What a replay found has a page of its own.
    if (job.kind === 'what_if') throw redirect(`/admin/what-if/${job.id}`)
    const show = new URL(request.url).searchParams.get('show')
    const reading = readingOf(request)
    return { job: jobOf(job, reading), show, ...resultsOf(job.results ?? [], show, reading) }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { context, params } = asked
  const viewer = signedIn(asked)
  const id = params.id ?? ''
  return await refusable(
    async () => {
      await context.services.jobs.cancel(id, viewer)
      throw redirect(`/dispatch/jobs/${id}`)
    },
    (problem) => problem,
  )
}

export default function Job() {
  const { job, rows, more, show } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const isBusy = useNavigation().state === 'submitting'
  const isRunning = job.state === 'running'
  useRereading(isRunning)
  return (
    <div className="flex flex-col gap-5">
      <Link to="/dispatch/jobs" className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> Jobs
      </Link>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-2xl font-semibold">{job.title}</h1>
        <span role="status">
          <Tag tone={jobStateTable[job.state].tone}>{jobStateTable[job.state].name}</Tag>
        </span>
        {isRunning && (
          <Form method="post" className="ms-auto">
            <Button tone="warning" disabled={isBusy}>
              Cancel the rest
            </Button>
          </Form>
        )}
      </div>
      {refused && <ProblemSummary title={refused.title} message={refused.message} />}
      <Card title="Progress" aside={<When at={job.created} className="text-sm text-text-3" />}>
        <JobProgress job={job} />
        {isRunning && (
          <p className="mt-2 text-sm text-text-2">
            It goes on whatever happens to this page. What is cancelled is only what has not been done yet.
          </p>
        )}
        <noscript>
          <Link to="" reloadDocument className="text-sm font-semibold text-accent underline underline-offset-4">
            Read again
          </Link>
        </noscript>
      </Card>
      {job.kind !== 'what_if' && <Results rows={rows} more={more} show={show} />}
    </div>
  )
}

import { ListChecks } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { JobProgress } from '../../parts/jobs/progress.tsx'
import { useRereading } from '../../parts/jobs/use-rereading.ts'
import { bulkOf } from '../../server/bulk.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { jobOf } from '../../server/present-jobs.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { jobStateTable } from '../../words/jobs.ts'

export function meta() {
  return [{ title: 'Jobs · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const viewer = signedIn(asked)
  return load(async () => {
    const reading = readingOf(asked.request)
    return { jobs: (await asked.context.services.jobs.list(viewer)).map((job) => jobOf(job, reading)) }
  })
}

/** Makes a job of what the bulk dialog asks for. */
export async function action(asked: ActionFunctionArgs) {
  const viewer = signedIn(asked)
  const { request, context } = asked
  const form = await request.formData()
  return await refusable(
    async () => {
      const { id } = await context.services.jobs.bulk(bulkOf(form, readingOf(request).zone), viewer)
      throw redirect(`/dispatch/jobs/${id}`)
    },
    (problem) => problem,
  )
}

export default function Jobs() {
  const { jobs } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  useRereading(jobs.some(({ state }) => state === 'running'))
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Jobs</h1>
      {refused && <ProblemSummary title={refused.title} message={refused.message} />}
      <section aria-label="My jobs" className="rounded-lg border border-line bg-surface-1 shadow-card">
        {jobs.length === 0 ? (
          <EmptyState
            icon={ListChecks}
            title="No jobs yet"
            words="Choose exceptions in the queue with x and act on all of them at once: the answer for each row shows here."
            action={
              <ButtonLink to="/dispatch/exceptions" tone="secondary">
                Go to the queue
              </ButtonLink>
            }
          />
        ) : (
          <ul>
            {jobs.map((job) => (
              <li key={job.id} className="border-b border-line px-4 py-3 last:border-b-0 sm:px-5">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <Link to={`/dispatch/jobs/${job.id}`} className="font-semibold hover:underline">
                    {job.title}
                  </Link>
                  <Tag tone={jobStateTable[job.state].tone}>{jobStateTable[job.state].name}</Tag>
                  <When at={job.created} isRelative className="ms-auto text-sm text-text-3" />
                </div>
                <JobProgress job={job} isSmall />
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

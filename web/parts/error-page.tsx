import { isRouteErrorResponse, Link, useRouteError, useRouteLoaderData } from '../framework.ts'
import type { loader } from '../root.tsx'
import type { Problem } from '../server/problems.server.ts'
import { BrandMark } from '../ui/brand.tsx'

type Words = { title: string; words: string }

/** Stands for the whole page when nothing of it can be shown. */
export function ErrorPage() {
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 px-6 py-16">
      <Link to="/" reloadDocument className="flex w-fit items-center gap-2 font-semibold">
        <BrandMark className="size-8" />
        Waybill
      </Link>
      <ErrorPanel />
    </main>
  )
}

/** What failed, what to do, and the number to give to support. */
export function ErrorPanel() {
  const { title, words } = wordsOf(useRouteError())
  const traceId = useRouteLoaderData<typeof loader>('root')?.traceId ?? null
  return (
    <div className="flex max-w-lg flex-col gap-4 py-6">
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="text-text-2">{words}</p>
      <p className="flex flex-wrap gap-4">
        <Link to="" reloadDocument className="font-semibold text-accent underline underline-offset-4">
          Try again
        </Link>
        <Link to="/" reloadDocument className="font-semibold text-accent underline underline-offset-4">
          Go to the start
        </Link>
      </p>
      {traceId && (
        <p className="text-sm text-text-3">
          Trace <code className="figures select-all">{traceId}</code>
        </p>
      )}
    </div>
  )
}

const nothing = {
  title: 'Nothing to see here',
  words: 'The page does not exist, or it belongs to somebody else. Check the address, or sign in with another account.',
}

const busy = {
  title: 'Waybill is catching its breath',
  words: 'A part of the system does not answer right now. Nothing is lost; try again in a moment.',
}

const ours = {
  title: 'Something went wrong on our side',
  words: 'What you had saved is saved. Try again, and give us the time if it happens once more.',
}

function wordsOf(error: unknown): Words {
  if (!isRouteErrorResponse(error)) return ours
  const problem = isProblem(error.data) ? error.data : null
  if (error.status === 404) return nothing
  if (error.status === 503) return busy
  return problem ? { title: problem.title, words: problem.message } : ours
}

function isProblem(data: unknown): data is Problem {
  return typeof data === 'object' && data !== null && 'title' in data && 'message' in data
}

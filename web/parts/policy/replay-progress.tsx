import { Form, Link, useNavigation } from '../../framework.ts'
import type { JobLine } from '../../server/present-jobs.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

type Props = { job: JobLine; words: string }

/** How far a replay is, with the way to stop it. */
export function ReplayProgress({ job: { title, done, total, left }, words }: Props) {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <Card title="Progress">
      <progress
        className="run-progress h-3 w-full"
        max={Math.max(1, total)}
        value={total === 0 ? 1 : done}
        aria-label={`Progress of ${title}`}
      />
      <p className="figures mt-1 flex flex-wrap justify-between gap-x-4 text-sm text-text-2">
        <span>{words}</span>
        <span className="text-text-3">{left ?? 'begins'}</span>
      </p>
      <p className="mt-2 text-sm text-text-2">It goes on whatever happens to this page, and changes nothing.</p>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <Form method="post">
          <Button tone="warning" disabled={isBusy}>
            Cancel
          </Button>
        </Form>
        <noscript>
          <Link to="" reloadDocument className="text-sm font-semibold text-accent underline underline-offset-4">
            Read again
          </Link>
        </noscript>
      </div>
    </Card>
  )
}

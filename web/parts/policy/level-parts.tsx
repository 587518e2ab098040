import { FastForward, FileClock, History } from 'lucide-react'
import { Link } from '../../framework.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

type Props = { path: string }

/** Says that the form holds a draft, and how to be rid of it. */
export function DraftNote({ path }: Props) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 rounded-md border border-info bg-info-soft px-4 py-3 text-sm">
      <FileClock aria-hidden="true" className="size-4 text-info" />
      <span className="font-semibold">A draft from a what-if: nothing of it is published yet.</span>
      <Link to={path} className="text-accent underline underline-offset-4">
        Back to the version in force
      </Link>
    </p>
  )
}

/** Takes what is typed to the what-if instead of publishing it. */
export function TryButton({ path }: Props) {
  return (
    <Button tone="secondary" size="large" name="intent" value="carry" formAction={`${path}/what-if`} formNoValidate>
      <History aria-hidden="true" className="size-4" /> Try it on past days
    </Button>
  )
}

/** Running shipments keep their version: the way to change that. */
export function RunningCard({ path, version }: Props & { version: number }) {
  return (
    <Card title="Running shipments">
      <p className="max-w-prose text-sm text-text-2">
        Open shipments keep the version they were booked under. Where that is not good enough any more, let all of them
        go on under version {version}.
      </p>
      <ButtonLink to={`${path}/apply`} tone="secondary" className="mt-3 max-sm:whitespace-normal">
        <FastForward aria-hidden="true" className="size-4 shrink-0" /> Apply to running shipments
      </ButtonLink>
    </Card>
  )
}

import { Clock3 } from 'lucide-react'
import type { When as WhenWords } from '../../format.ts'
import { Form, Link } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'

type Props = { asOf: WhenWords | null; typed: string }

/** Shows the parcel as our house knew it at an instant. */
export function AsOfForm({ asOf, typed }: Props) {
  return (
    <div className="flex flex-col gap-3">
      {asOf && (
        <p
          role="status"
          className="flex flex-wrap items-center gap-2 rounded-md border border-info bg-info-soft px-4 py-3 text-sm text-info"
        >
          <Clock3 aria-hidden="true" className="size-4" />
          <span className="font-semibold">As it was known on {asOf.exact}. Nothing can be done in the past.</span>
          <Link to="?" className="ms-auto font-semibold underline underline-offset-2">
            Back to now
          </Link>
        </p>
      )}
      <Form method="get" className="flex flex-wrap items-end gap-2">
        <TextField label="As of" name="asOf" type="datetime-local" step={1} required defaultValue={typed} isMarked />
        <Button tone="secondary">Show</Button>
      </Form>
    </div>
  )
}

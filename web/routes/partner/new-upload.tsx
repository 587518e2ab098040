import { ChevronLeft } from 'lucide-react'
import { type ActionFunctionArgs, Link, type LoaderFunctionArgs, redirect, useActionData } from '../../framework.ts'
import { UploadForm } from '../../parts/imports/upload-form.tsx'
import { withRole } from '../../server/guard.server.ts'
import { takeUpload } from '../../server/imports.server.ts'
import { refusable } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'

export function meta() {
  return [{ title: 'Upload a file · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['partner'])
  return null
}

export async function action(asked: ActionFunctionArgs) {
  const viewer = withRole(asked, ['partner'])
  return await refusable(
    async () => {
      throw redirect(await takeUpload(asked, viewer))
    },
    (problem) => problem,
  )
}

export default function NewUpload() {
  const refused = useActionData<typeof action>() ?? null
  return (
    <div className="flex flex-col gap-5">
      <Link to="/partner/uploads" className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> Uploads
      </Link>
      <h1 className="text-2xl font-semibold">Upload a file</h1>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title="Statuses of your parcels">
          <UploadForm refused={refused} />
        </Card>
        <Card title="What a file holds">
          <div className="flex flex-col gap-2 text-sm text-text-2">
            <p>
              A header, then one row for each status: a tracking number or your reference, and your own word for it.
            </p>
            <p>Time, place, reason and note are welcome. Without a time the status counts from when it arrives.</p>
            <p>The same row sent twice changes nothing.</p>
            <Link
              to="/partner/uploads/sample.csv"
              reloadDocument
              download
              className="flex min-h-6 w-fit items-center font-semibold text-accent underline underline-offset-4"
            >
              Sample file
            </Link>
          </div>
        </Card>
      </div>
    </div>
  )
}

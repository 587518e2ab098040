import { Download, Upload } from 'lucide-react'
import { type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { ImportList } from '../../parts/imports/import-list.tsx'
import { useRereading } from '../../parts/jobs/use-rereading.ts'
import { withRole } from '../../server/guard.server.ts'
import { readImports } from '../../server/imports.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

export function meta() {
  return [{ title: 'Uploads · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  return readImports(asked, withRole(asked, ['partner']))
}

export default function Uploads() {
  const { lines, nextCursor } = useLoaderData<typeof loader>()
  useRereading(lines.some(({ state }) => state === 'staging' || state === 'applying'))
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">Uploads</h1>
        <UploadLink />
      </div>
      <Card title="Files and statuses" isFlush>
        {lines.length === 0 ? (
          <EmptyState
            icon={Upload}
            title="Nothing uploaded yet"
            words="Send a file with a row for each status. You see what every row would do before any parcel moves; begin with our sample."
            action={
              <ButtonLink to="/partner/uploads/sample.csv" reloadDocument download tone="secondary">
                <Download aria-hidden="true" className="size-4" /> Sample file
              </ButtonLink>
            }
          />
        ) : (
          <ImportList lines={lines} base="/partner/uploads" />
        )}
        <KeysetLinks nextCursor={nextCursor} />
      </Card>
    </div>
  )
}

function UploadLink() {
  return (
    <ButtonLink to="/partner/uploads/new">
      <Upload aria-hidden="true" className="size-4" /> Upload a file
    </ButtonLink>
  )
}

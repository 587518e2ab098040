import { FileStack } from 'lucide-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { ImportList } from '../../parts/imports/import-list.tsx'
import { useRereading } from '../../parts/jobs/use-rereading.ts'
import { withRole } from '../../server/guard.server.ts'
import { readImports } from '../../server/imports.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

const views = [
  { state: null, name: 'All' },
  { state: 'applying', name: 'Applying' },
  { state: 'review', name: 'To be applied' },
  { state: 'paused', name: 'Paused' },
  { state: 'failed', name: 'Failed' },
] as const

export function meta() {
  return [{ title: 'Imports · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  return readImports(asked, withRole(asked, ['admin']))
}

export default function Imports() {
  const { lines, state, nextCursor } = useLoaderData<typeof loader>()
  useRereading(lines.some((line) => line.state === 'staging' || line.state === 'applying'))
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Imports</h1>
      <nav aria-label="States" className="flex gap-1 overflow-x-auto">
        {views.map((view) => (
          <Link
            key={view.name}
            to={view.state ? `?state=${view.state}` : '?'}
            aria-current={view.state === state ? 'page' : undefined}
            className={cn(
              'flex min-h-9 items-center rounded-md px-3 text-sm font-semibold whitespace-nowrap text-text-2',
              view.state === state && 'bg-accent-soft text-accent',
            )}
          >
            {view.name}
          </Link>
        ))}
      </nav>
      <Card title="Files and statuses of all partners" isFlush>
        {lines.length === 0 ? (
          <EmptyState
            icon={FileStack}
            title={state ? 'None in this state' : 'No imports yet'}
            words="What partners upload, send by the API or put into their watched folder shows here."
          />
        ) : (
          <ImportList lines={lines} base="/admin/imports" isOfAll />
        )}
        <KeysetLinks nextCursor={nextCursor} />
      </Card>
    </div>
  )
}

import { ChartColumn, Trash2 } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Form,
  Link,
  type LoaderFunctionArgs,
  redirect,
  useLoaderData,
} from '../../framework.ts'
import { fieldOf } from '../../server/form.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { load } from '../../server/problems.server.ts'
import { failedOf } from '../../server/report-schedules.server.ts'
import { galleryOf, viewLinkOf } from '../../server/reports.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta() {
  return [{ title: 'Reports · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const viewer = signedIn(asked)
  const { reports, reportViews, reportSchedules } = asked.context.services
  const isStaff = viewer.permissions.includes('reports.read')
  return load(async () => {
    const [gallery, views, schedules] = await Promise.all([
      reports.gallery(viewer),
      reportViews.list(viewer),
      isStaff ? reportSchedules.list({}, viewer) : [],
    ])
    return {
      reports: galleryOf(gallery),
      views: views.map((view) => viewLinkOf(view, gallery)),
      failed: failedOf(schedules, gallery),
      isStaff,
    }
  })
}

/** Forgets a view. */
export async function action(asked: ActionFunctionArgs) {
  const viewer = signedIn(asked)
  const id = fieldOf(await asked.request.formData(), 'id')
  return await load(async () => {
    await asked.context.services.reportViews.drop(id, viewer)
    return redirect('/reports')
  })
}

export default function Gallery() {
  const { reports, views, failed, isStaff } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-6">
      <h1 className="text-2xl font-semibold">Reports</h1>
      {failed.length > 0 && (
        <div role="status" className="rounded-md border border-danger bg-danger-soft px-4 py-3 text-sm">
          <p className="font-semibold text-danger">Scheduled reports that could not be sent the last time:</p>
          <ul className="mt-1">
            {failed.map(({ id, title, to, reason }) => (
              <li key={id}>
                <Link to={to} className="inline-block min-h-6 font-semibold underline underline-offset-2">
                  {title}
                </Link>
                : {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {reports.map(({ code, title, words, stakeholders }) => (
          <li key={code}>
            <Link
              to={`/reports/${code}`}
              className="flex h-full flex-col gap-2 rounded-lg border border-line bg-surface-1 p-4 shadow-card hover:border-line-strong"
            >
              <span className="text-base font-semibold">{title}</span>
              <span className="text-sm text-text-2">{words}</span>
              {isStaff && (
                <span className="mt-auto flex flex-wrap gap-1.5 pt-1">
                  {stakeholders.map((name) => (
                    <Tag key={name}>{name}</Tag>
                  ))}
                </span>
              )}
            </Link>
          </li>
        ))}
        {isStaff && (
          <li>
            <Link
              to="/dispatch/stale"
              className="flex h-full flex-col gap-2 rounded-lg border border-line bg-surface-1 p-4 shadow-card hover:border-line-strong"
            >
              <span className="text-base font-semibold">Outdated parcels, one by one</span>
              <span className="text-sm text-text-2">The list behind the ageing, the oldest first.</span>
            </Link>
          </li>
        )}
      </ul>
      <Card title="My views" isFlush>
        {views.length === 0 ? (
          <EmptyState
            icon={ChartColumn}
            title="No view is kept yet"
            words="Open a report, narrow it to what you look at again and again, and keep it under a name."
          />
        ) : (
          <ul>
            {views.map(({ id, name, report, to }) => (
              <li key={id} className="flex items-center gap-3 border-t border-line px-4 py-2 sm:px-5">
                <Link to={to} className="min-w-0 font-semibold break-words hover:underline">
                  {name}
                </Link>
                <span className="text-sm text-text-3 max-sm:sr-only">{report}</span>
                <Form method="post" className="ms-auto">
                  <input type="hidden" name="id" value={id} />
                  <Button tone="quiet" size="small" aria-label={`Forget ${name}`}>
                    <Trash2 aria-hidden="true" className="size-4" />
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  )
}

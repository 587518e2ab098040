import { CalendarClock, ChartColumn, Download, Star } from 'lucide-react'
import { fieldMessages } from '../../field-messages.ts'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from '../../framework.ts'
import { ReportChart } from '../../parts/reports/chart.tsx'
import { ReportFigures } from '../../parts/reports/figures.tsx'
import { ReportFilters } from '../../parts/reports/filters.tsx'
import { ReportTable } from '../../parts/reports/table.tsx'
import { fieldOf } from '../../server/form.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { readAsked } from '../../server/report-page.server.ts'
import { filtersOf, reportOf, reportQueryOf } from '../../server/reports.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'

export function meta({ data }: { data?: { report: { title: string } } }) {
  return [{ title: `${data?.report.title ?? 'Report'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  const query = reportQueryOf(new URL(request.url).searchParams)
  return load(async () => {
    const [{ view, problem }, options] = await Promise.all([
      readAsked(context.services, { code: params.code ?? '', query, viewer }),
      context.services.reports.options(viewer),
    ])
    return {
      report: reportOf(view, problem ? {} : query, readingOf(request)),
      filters: filtersOf(options),
      problem,
      isStaff: viewer.permissions.includes('reports.read'),
    }
  })
}

/** Keeps what the address asks under a name. */
export async function action(asked: ActionFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  const name = fieldOf(await request.formData(), 'name')
  const query = reportQueryOf(new URL(request.url).searchParams)
  return await refusable(
    async () => {
      await context.services.reportViews.keep({ report: params.code, name, query }, viewer)
      throw redirect('/reports')
    },
    (refused) => refused,
  )
}

export default function ReportPage() {
  const { report, filters, problem, isStaff } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() ?? problem
  const messages = fieldMessages(refused?.errors ?? [])
  const { title, words, period, compared, zone, asOf, files, schedule, chart, isEmpty, totals } = report
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold">{title}</h1>
          <p className="text-sm text-text-2">{words}</p>
          <p className="text-xs text-text-3">
            {period.from} to {period.to}
            {compared && `, beside ${compared.from} to ${compared.to}`}; days of {zone}; as of {asOf.text}
          </p>
        </div>
        <div className="ms-auto flex flex-wrap gap-2 print:hidden">
          {files.map(({ format, to }) => (
            <ButtonLink key={format} to={to} reloadDocument download tone="secondary" size="small">
              <Download aria-hidden="true" className="size-4" /> {format.toUpperCase()}
            </ButtonLink>
          ))}
          {isStaff && (
            <ButtonLink to={schedule} tone="secondary" size="small">
              <CalendarClock aria-hidden="true" className="size-4" /> Schedule
            </ButtonLink>
          )}
        </div>
      </div>
      {refused && <ProblemSummary title={refused.title} message={refused.message} messages={messages} />}
      <FormErrorsProvider messages={messages}>
        <ReportFilters report={report} filters={filters} />
      </FormErrorsProvider>
      <ReportFigures totals={totals} />
      {chart && !isEmpty && <ReportChart chart={chart} />}
      <div className="rounded-lg border border-line bg-surface-1 shadow-card print:border-0 print:shadow-none">
        {isEmpty ? (
          <EmptyState
            icon={ChartColumn}
            title="Nothing in this period"
            words="No parcel of these days is under the filter. Another period, or fewer filters, may have some."
          />
        ) : (
          <ReportTable report={report} />
        )}
      </div>
      <Form method="post" className="flex flex-wrap items-end gap-2 print:hidden">
        <FormErrorsProvider messages={messages}>
          <TextField label="Keep this view as" name="name" required maxLength={80} className="w-64 max-w-full" />
        </FormErrorsProvider>
        <Button tone="secondary" className="h-11">
          <Star aria-hidden="true" className="size-4" /> Keep
        </Button>
      </Form>
    </div>
  )
}

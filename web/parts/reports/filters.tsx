import { Form, useSearchParams } from '../../framework.ts'
import type { ShownFilter, ShownReport } from '../../server/reports.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'

type Props = { report: ShownReport; filters: readonly ShownFilter[] }

/** What the figures are narrowed to; the answers stand in the address. */
export function ReportFilters({ report, filters }: Props) {
  const [search] = useSearchParams()
  const { code, period, groupBy, groupings, compared } = report
  const isNarrowed = [...search.keys()].length > 0
  return (
    // Anew for each address, so that the fields say what is shown.
    <Form
      key={search.toString()}
      role="search"
      aria-label="Filter"
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-4 xl:grid-cols-8 print:hidden"
    >
      <TextField label="From" name="from" type="date" required defaultValue={period.from} />
      <TextField label="To" name="to" type="date" required defaultValue={period.to} />
      <SelectField label="By" name="groupBy" isMarked options={groupings} defaultValue={groupBy} />
      {filters.map(({ name, label, options }) => (
        <SelectField
          key={name}
          label={label}
          name={name}
          isMarked
          options={[{ value: '', label: 'All' }, ...options]}
          defaultValue={search.get(name) ?? ''}
        />
      ))}
      <label className="flex min-h-11 items-center gap-2 text-sm">
        <input
          type="checkbox"
          name="compare"
          value="previous"
          defaultChecked={compared !== null}
          className="size-4 shrink-0 accent-(--accent-fill)"
        />
        Compare with before
      </label>
      <div className="col-span-full flex flex-wrap gap-2">
        <Button tone="secondary">Show</Button>
        {isNarrowed && (
          <ButtonLink to={`/reports/${code}`} tone="quiet">
            Start over
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}

import { carriages } from '#domain/shipment.ts'
import { statuses } from '#domain/status.ts'
import { plain, statusNames } from '#domain/words.ts'
import type { Option } from '../../acts/field.ts'
import { capital } from '../../format.ts'
import { Form, useNavigate, useSearchParams } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'

type Props = { zones: readonly Option[]; couriers: readonly Option[]; partners: readonly Option[] }

const anything = { value: '', label: 'Any' }

const ages: Option[] = [
  { value: '', label: 'Any age' },
  { value: '60', label: 'An hour and more' },
  { value: '1440', label: 'A day and more' },
  { value: '10080', label: 'A week and more' },
]

/** What to show; the answers stand in the address. */
export function StaleFilters({ zones, couriers, partners }: Props) {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const field = (name: string) => ({
    name,
    isMarked: true,
    value: search.get(name) ?? '',
    onChange: ({ currentTarget }: { currentTarget: HTMLSelectElement }) => {
      void navigate(addressWith(search, name, currentTarget.value), { replace: true, preventScrollReset: true })
    },
  })
  return (
    <Form
      role="search"
      aria-label="Filter"
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-4 xl:grid-cols-7 print:hidden"
    >
      <SelectField
        label="Status"
        {...field('status')}
        options={[anything, ...statuses.map((value) => ({ value, label: statusNames[value] }))]}
      />
      <SelectField label="Zone" {...field('zone')} options={[anything, ...zones]} />
      <SelectField label="Courier" {...field('courierId')} options={[anything, ...couriers]} />
      <SelectField label="Partner" {...field('partnerId')} options={[anything, ...partners]} />
      <SelectField
        label="Carriage"
        {...field('carriage')}
        options={[anything, ...carriages.map((value) => ({ value, label: capital(plain(value)) }))]}
      />
      <SelectField label="Outdated for" {...field('olderThan')} options={ages} />
      <noscript>
        <Button tone="secondary" className="h-11">
          Apply
        </Button>
      </noscript>
    </Form>
  )
}

function addressWith(search: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(search)
  for (const gone of ['cursor', 'trail', name]) next.delete(gone)
  if (value) next.set(name, value)
  return `?${next}`
}

import { ChevronDown, Search, SlidersHorizontal } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Option } from '../../acts/field.ts'
import { Form, useLocation, useNavigate, useNavigation } from '../../framework.ts'
import type { Counters } from '../../server/queue.server.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { levelWords } from '../../words/exceptions.ts'
import { filtersOf } from './read-queue.ts'

type Props = { counters: Counters; types: readonly Option[]; zones: readonly Option[]; children: ReactNode }

const formId = 'queue-filter'

/** The form itself listens; without a listener of its own React takes a field that has a value for a read-only one. */
function ignore(): void {
  // Nothing: see above.
}

const anything = { value: '', label: 'Any' }

const owners: Option[] = [
  { value: '', label: 'Anybody' },
  { value: 'me', label: 'Me' },
  { value: 'none', label: 'Nobody yet' },
]

const levels: Option[] = [
  anything,
  { value: '3,4', label: 'Level 3 and up' },
  ...[4, 3, 2, 1].map((level) => ({ value: String(level), label: `Level ${level}: ${levelWords[level]}` })),
]

/** Search and filters as one form whose answers stand in the address. */
export function Filters({ counters, types, zones, children }: Props) {
  const search = useSearchAhead()
  const navigate = useNavigate()
  const text = useRef<HTMLInputElement>(null)
  const q = search.get('q') ?? ''
  useEffect(() => {
    if (text.current) text.current.value = q
  }, [q])
  const chosen = (name: string) => ({
    name,
    value: search.get(name) ?? '',
    isMarked: true,
    form: formId,
    onChange: ignore,
  })
  const count = ['level', 'type', 'zone', 'owner'].filter((name) => search.get(name)).length
  function apply(form: HTMLFormElement) {
    const given = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string')
    const next = filtersOf(new URLSearchParams(given))
    void navigate(`/dispatch/exceptions${next.size > 0 ? `?${next}` : ''}`)
  }
  function onChange({ target }: FormEvent<HTMLElement>) {
    // A choice is applied at once; what is typed waits for Enter.
    if (target instanceof HTMLSelectElement && target.form) apply(target.form)
  }
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    apply(event.currentTarget)
  }
  return (
    <search aria-label="Filter the exceptions" onChange={onChange} className="flex flex-col gap-1 px-4 pt-2">
      <Form id={formId} action="/dispatch/exceptions" onSubmit={onSubmit} className="flex gap-2">
        {search.get('tab') && <input type="hidden" name="tab" value={search.get('tab') ?? ''} />}
        <input
          type="search"
          name="q"
          ref={text}
          data-queue-search
          defaultValue={q}
          aria-label="Number, name, reference or town"
          aria-keyshortcuts="/"
          placeholder="Number, name, reference, town"
          className="h-9 min-w-0 grow rounded-md border border-line-strong bg-surface-1 px-3 text-sm placeholder:text-text-3"
        />
        <Button tone="secondary" size="small" aria-label="Search">
          <Search aria-hidden="true" className="size-4" />
        </Button>
      </Form>
      <div className="flex flex-wrap items-center gap-1.5">
        <details className="group open:basis-full" open={count > 0}>
          <summary className="flex min-h-8 w-fit items-center gap-1.5 rounded-md px-1 text-sm font-medium text-text-2 hover:text-text-1">
            <SlidersHorizontal aria-hidden="true" className="size-4" /> Filters
            {count > 0 && <span className="figures rounded-full bg-accent-soft px-1.5 text-accent">{count}</span>}
            <ChevronDown aria-hidden="true" className="size-4 transition-transform group-open:rotate-180" />
          </summary>
          <div className="grid grid-cols-2 gap-2 pt-1 pb-2">
            <SelectField label="Level" {...chosen('level')} options={levels} />
            <SelectField label="Type" {...chosen('type')} options={[anything, ...counted(types, counters)]} />
            <SelectField label="Zone" {...chosen('zone')} options={[anything, ...zones]} />
            <SelectField label="Owner" {...chosen('owner')} options={owners} />
            <noscript>
              <Button form={formId} tone="secondary" size="small">
                Apply
              </Button>
            </noscript>
          </div>
        </details>
        {children}
      </div>
    </search>
  )
}

/** Every type, those that are open now first and with their number. */
function counted(types: readonly Option[], { byType }: Counters): Option[] {
  const open = byType.map(({ type, name, count }) => ({ value: type as string, label: `${name}, ${count}` }))
  return [...open, ...types.filter(({ value }) => !open.some((option) => option.value === value))]
}

/** What the address says, or is about to say while the next list is on its way. */
function useSearchAhead(): URLSearchParams {
  const { location: coming } = useNavigation()
  const { pathname, search } = useLocation()
  const isQueue = coming?.pathname.startsWith('/dispatch/exceptions') && pathname.startsWith('/dispatch/exceptions')
  return new URLSearchParams(isQueue ? coming?.search : search)
}

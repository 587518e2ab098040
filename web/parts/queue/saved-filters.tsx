import { Bookmark, X } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useSearchParams } from '../../framework.ts'
import { cn } from '../../ui/cn.ts'
import { filtersOf } from './read-queue.ts'

type Saved = { name: string; search: string }

/** What every dispatcher asks for; own ones come after. */
const usual: readonly Saved[] = [
  { name: 'Nobody’s', search: 'owner=none' },
  { name: 'Level 3 and up', search: 'level=3%2C4' },
]

/** Filters with a name, kept in this browser for each person; the address of each works by itself. */
export function SavedFilters({ viewerId }: { viewerId: string | null }) {
  const [search] = useSearchParams()
  const current = String(filtersOf(search))
  const { saved, keep } = useSaved(viewerId)
  const isKnown = [...usual, ...saved].some((one) => one.search === current)
  return (
    <>
      {usual.map((one) => (
        <Chip key={one.search} one={one} current={current} />
      ))}
      {saved.map((one) => (
        <Chip
          key={one.name}
          one={one}
          current={current}
          remove={() => keep(saved.filter(({ name }) => name !== one.name))}
        />
      ))}
      {current !== '' && !isKnown && (
        <SaveForm save={(name) => keep([...saved.filter((one) => one.name !== name), { name, search: current }])} />
      )}
    </>
  )
}

type ChipProps = { one: Saved; current: string; remove?: () => void }

function Chip({ one: { name, search }, current, remove }: ChipProps) {
  const isCurrent = search === current
  return (
    <span
      className={cn(
        'flex items-center rounded-full border border-line text-xs font-medium text-text-2',
        isCurrent && 'border-accent bg-accent-soft text-accent',
      )}
    >
      <Link
        to={isCurrent ? '/dispatch/exceptions' : `/dispatch/exceptions?${search}`}
        aria-current={isCurrent ? 'true' : undefined}
        className={cn('flex min-h-7 items-center ps-2.5', remove ? 'pe-1' : 'pe-2.5')}
      >
        {name}
      </Link>
      {remove && (
        <button type="button" onClick={remove} className="grid size-7 place-items-center rounded-full">
          <X aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Forget the filter {name}</span>
        </button>
      )}
    </span>
  )
}

function SaveForm({ save }: { save: (name: string) => void }) {
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (name) save(name)
  }
  return (
    <form onSubmit={onSubmit} className="needs-scripts flex items-center gap-1">
      <input
        name="name"
        required
        maxLength={40}
        autoComplete="off"
        aria-label="Name for this filter"
        placeholder="Name this filter"
        className="h-7 w-36 rounded-full border border-line-strong bg-surface-1 px-2.5 text-xs placeholder:text-text-3"
      />
      <button type="submit" className="grid size-7 place-items-center rounded-full text-accent hover:bg-accent-soft">
        <Bookmark aria-hidden="true" className="size-4" />
        <span className="sr-only">Save this filter</span>
      </button>
    </form>
  )
}

function useSaved(viewerId: string | null) {
  const [saved, setSaved] = useState<readonly Saved[]>([])
  const key = `waybill-filters:${viewerId}`
  useEffect(() => setSaved(readSaved(key)), [key])
  function keep(next: readonly Saved[]) {
    setSaved(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  return { saved, keep }
}

function readSaved(key: string): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isSaved) : []
  } catch {
    return []
  }
}

function isSaved(one: unknown): one is Saved {
  const isObject = typeof one === 'object' && one !== null && 'name' in one && 'search' in one
  return isObject && typeof one.name === 'string' && typeof one.search === 'string'
}

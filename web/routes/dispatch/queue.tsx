import { BellOff, Keyboard } from 'lucide-react'
import { useRef } from 'react'
import type { ExceptionState } from '#domain/exception-types.ts'
import {
  type ActionFunctionArgs,
  type ClientActionFunctionArgs,
  Link,
  type LoaderFunctionArgs,
  useLoaderData,
  useSearchParams,
} from '../../framework.ts'
import { clientCommandAction } from '../../parts/client-action.ts'
import { KeysHelp } from '../../parts/dispatch/keys-help.tsx'
import { LevelCounters, TypeFilter } from '../../parts/dispatch/queue-filters.tsx'
import { QueueRow } from '../../parts/dispatch/queue-row.tsx'
import { useTriage } from '../../parts/dispatch/use-triage.tsx'
import { commandAction } from '../../server/commands.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { type ExceptionLine, exceptionOf } from '../../server/present-exception.server.ts'
import { load } from '../../server/problems.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { KeysetLinks } from '../../ui/table.tsx'
import { levelWords, typeName } from '../../words/exceptions.ts'

type Tab = { key: string; name: string; states: readonly ExceptionState[]; owner?: string }

const tabs: readonly [Tab, ...Tab[]] = [
  { key: 'open', name: 'Open', states: ['open', 'acknowledged'] },
  { key: 'mine', name: 'Mine', states: ['open', 'acknowledged'], owner: 'me' },
  { key: 'noise', name: 'Noise', states: ['noise'] },
  { key: 'resolved', name: 'Resolved', states: ['resolved'] },
]

export function meta({ data }: { data?: { summary: { open: number } } }) {
  return [{ title: `${data ? `(${data.summary.open}) ` : ''}Exceptions · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const search = new URL(request.url).searchParams
    const tab = tabs.find(({ key }) => key === search.get('tab')) ?? tabs[0]
    const given = ['level', 'type', 'q', 'cursor']
      .map((name) => [name, search.get(name)] as const)
      .filter(([, value]) => value)
    const query = {
      ...Object.fromEntries(given),
      state: tab.states.join(','),
      sort: tab.key === 'resolved' ? 'newest' : 'nextEscalationAt',
      limit: '100',
      ...(tab.owner && { owner: tab.owner }),
    }
    const { exceptions } = context.services
    const [page, summary] = await Promise.all([exceptions.list(query, viewer), exceptions.summary(viewer)])
    const reading = readingOf(request)
    return {
      rooms: ['board'],
      tab: tab.key,
      viewerId: viewer.userId,
      lines: page.items.map((item) => exceptionOf(item, reading)),
      nextCursor: page.nextCursor,
      summary: { ...summary, byType: summary.byType.map(({ type, count }) => ({ type, count, name: typeName(type) })) },
    }
  })
}

export function action(args: ActionFunctionArgs) {
  return commandAction(args)
}

export function clientAction(args: ClientActionFunctionArgs) {
  return clientCommandAction(args)
}

export default function Queue() {
  const { tab, lines, summary, nextCursor, viewerId } = useLoaderData<typeof loader>()
  const help = useRef<HTMLDialogElement>(null)
  const { dialogs } = useTriage({ lines, openHelp: () => help.current?.showModal() })
  const levels = tab === 'resolved' ? [0] : [4, 3, 2, 1]
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">Exceptions</h1>
        <button
          type="button"
          onClick={() => help.current?.showModal()}
          className="flex min-h-9 items-center gap-2 rounded-md px-2 text-sm font-medium text-text-2 hover:bg-surface-3 max-md:hidden"
        >
          <Keyboard aria-hidden="true" className="size-4" /> Keys{' '}
          <kbd className="rounded-sm border border-line px-1.5">?</kbd>
        </button>
      </div>
      <LevelCounters byLevel={summary.byLevel} />
      <section aria-label="Queue" className="rounded-lg border border-line bg-surface-1 shadow-card">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2 sm:px-5">
          <Tabs current={tab} />
          <TypeFilter types={summary.byType} />
        </div>
        {lines.length === 0 && <Clear />}
        {levels.map((level) => (
          <Group
            key={level}
            level={level}
            viewerId={viewerId}
            lines={level ? lines.filter((line) => line.level === level) : lines}
          />
        ))}
        <KeysetLinks nextCursor={nextCursor} />
      </section>
      <KeysHelp ref={help} />
      {dialogs}
    </div>
  )
}

function Tabs({ current }: { current: string }) {
  return (
    <nav aria-label="Queues" className="-mx-1 flex gap-1">
      {tabs.map(({ key, name }) => (
        <Link
          key={key}
          to={key === 'open' ? '/dispatch/exceptions' : `?tab=${key}`}
          aria-current={key === current ? 'page' : undefined}
          className={cn(
            'flex min-h-8 items-center rounded-md px-3 text-sm font-medium text-text-2 hover:bg-surface-3',
            key === current && 'bg-surface-3 text-text-1',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

type GroupProps = { level: number; lines: readonly ExceptionLine[]; viewerId: string | null }

function Group({ level, lines, viewerId }: GroupProps) {
  if (lines.length === 0) return null
  return (
    <section aria-label={level ? `Level ${level}` : 'Resolved'}>
      {level > 0 && (
        <h2 className="flex items-center gap-2 border-t border-line bg-surface-2 px-4 py-1.5 text-xs font-semibold text-text-2 sm:px-5">
          <LevelBadge level={level} /> {levelWords[level]}
          <span className="figures ms-auto text-text-3">{lines.length}</span>
        </h2>
      )}
      <ul>
        {lines.map((line) => (
          <QueueRow key={line.id} line={line} viewerId={viewerId} />
        ))}
      </ul>
    </section>
  )
}

function Clear() {
  const [search] = useSearchParams()
  const isFiltered = ['level', 'type', 'q'].some((name) => search.has(name))
  return (
    <EmptyState
      icon={BellOff}
      title={isFiltered ? 'Nothing under this filter' : 'Queue clear'}
      words={
        isFiltered
          ? 'Other exceptions may be open.'
          : 'Every deadline is watched. The next one that passes shows here by itself.'
      }
      {...(isFiltered && {
        action: (
          <ButtonLink to="/dispatch/exceptions" tone="secondary">
            Clear the filter
          </ButtonLink>
        ),
      })}
    />
  )
}

import { BellRing, CheckCheck } from 'lucide-react'
import {
  type ActionFunctionArgs,
  Form,
  Link,
  type LoaderFunctionArgs,
  redirect,
  useLoaderData,
} from '../../framework.ts'
import { Line } from '../../parts/alerts/line.tsx'
import { actOnAlerts } from '../../server/alert-actions.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { type AlertLine, alertLineOf } from '../../server/present-alerts.server.ts'
import { load } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'

const words = {
  read: 'Marked as read.',
  all: 'All are marked as read.',
  muted: 'Muted for eight hours: alerts of this type come in the app alone, until they reach level 3.',
}

const pageSize = 50

export function meta({ data }: { data?: { unread: number } }) {
  return [{ title: `${data?.unread ? `(${data.unread}) ` : ''}Alerts · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const search = new URL(request.url).searchParams
    const [cursor, show] = [search.get('cursor'), search.get('show')]
    const read = (unread: boolean) =>
      context.services.alerts.list({ unread: String(unread), limit: pageSize, ...(cursor && { cursor }) }, viewer)
    // On the first page both, the unread ones first; further pages are of one kind.
    const kinds = [true, false].filter((unread) => show !== (unread ? 'read' : 'unread'))
    const pages = await Promise.all(kinds.map(read))
    const reading = readingOf(request)
    return {
      rooms: ['alerts'],
      isStaff: viewer.permissions.includes('exceptions.read'),
      unread: pages[0]?.unread ?? 0,
      done: Object.entries(words).find(([key]) => key === search.get('done'))?.[1] ?? null,
      groups: pages.map(({ items, nextCursor }, index) => ({
        isUnread: kinds[index] === true,
        isAlone: kinds.length === 1,
        lines: items.map((item) => alertLineOf(item, reading)),
        nextCursor,
      })),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  const form = await request.formData()
  return load(async () => {
    const done = await actOnAlerts(form, { alerts: context.services.alerts, viewer })
    const url = new URL(request.url)
    url.searchParams.set('done', done)
    return redirect(`${url.pathname}${url.search}`)
  })
}

export default function Alerts() {
  const { groups, unread, done, isStaff } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">Alerts</h1>
        {unread > 0 && (
          <Form method="post">
            <Button tone="secondary" name="do" value="all">
              <CheckCheck aria-hidden="true" className="size-4" /> Mark all as read
            </Button>
          </Form>
        )}
      </div>
      <p role="status" className="text-sm font-semibold text-ok empty:hidden">
        {done}
      </p>
      {groups.map((group) => (
        <Group key={String(group.isUnread)} {...group} count={group.isUnread ? unread : null} isStaff={isStaff} />
      ))}
    </div>
  )
}

type GroupProps = {
  isUnread: boolean
  isAlone: boolean
  lines: readonly AlertLine[]
  nextCursor: string | null
  count: number | null
  isStaff: boolean
}

function Group({ isUnread, isAlone, lines, nextCursor, count, isStaff }: GroupProps) {
  const title = isUnread ? 'Unread' : 'Read'
  const aside = count === null ? undefined : <span className="figures text-sm text-text-3">{count}</span>
  return (
    <Card title={title} isFlush aside={aside}>
      {lines.length === 0 && (
        <EmptyState
          icon={BellRing}
          title={isUnread ? 'Nothing new' : 'Nothing here yet'}
          words={
            isUnread
              ? 'When something goes wrong that is yours to solve, it shows here by itself.'
              : 'What you have read stays here.'
          }
        />
      )}
      <ul>
        {lines.map((line) => (
          <Line key={line.id} line={line} isStaff={isStaff} />
        ))}
      </ul>
      {isAlone && <KeysetLinks nextCursor={nextCursor} />}
      {!isAlone && nextCursor && (
        <p className="border-t border-line px-5 py-2">
          <Link
            to={`/alerts?show=${title.toLowerCase()}`}
            className="flex min-h-9 w-fit items-center text-sm font-semibold text-accent"
          >
            All that are {title.toLowerCase()}
          </Link>
        </p>
      )}
    </Card>
  )
}

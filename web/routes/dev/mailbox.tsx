import { Inbox } from 'lucide-react'
import { when } from '../../format.ts'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing } from '../../server/problems.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'
import { When } from '../../ui/when.tsx'

export function meta() {
  return [{ title: 'Mailbox · Waybill' }]
}

export function loader({ request, context }: LoaderFunctionArgs) {
  return load(async () => {
    const { mailbox } = context.services
    if (!mailbox) throw missing()
    const search = new URL(request.url).searchParams
    const given = ['q', 'cursor'].map((name) => [name, search.get(name)] as const).filter(([, value]) => value)
    const { items, nextCursor } = await mailbox.list({ limit: '50', ...Object.fromEntries(given) })
    const reading = readingOf(request)
    return {
      nextCursor,
      q: search.get('q') ?? '',
      mails: items.map(({ id, to, subject, receivedAt }) => ({
        id,
        subject,
        to: to.join(', '),
        at: when(receivedAt, reading),
      })),
    }
  })
}

export default function Mailbox() {
  const { mails, nextCursor, q } = useLoaderData<typeof loader>()
  return (
    <div className="pt-4">
      <h1 className="text-2xl font-semibold">Mailbox</h1>
      <p className="mt-1 text-sm text-text-2">What Waybill has sent. No mail server is set, so it all ends here.</p>
      <search>
        <form className="mt-4">
          <input
            type="search"
            name="q"
            defaultValue={q}
            aria-label="Search the mail"
            placeholder="Address or subject"
            className="h-10 w-full max-w-sm rounded-md border border-line-strong bg-surface-1 px-3 text-sm placeholder:text-text-3"
          />
        </form>
      </search>
      <div className="mt-4 rounded-lg border border-line bg-surface-1 shadow-card">
        {mails.length === 0 && (
          <EmptyState icon={Inbox} title="No mail" words="Book a parcel, and the first message appears." />
        )}
        <ul>
          {mails.map(({ id, to, subject, at }) => (
            <li key={id} className="border-t border-line first:border-t-0">
              <Link
                to={`/dev/mail/${id}`}
                reloadDocument
                className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-5 py-3 hover:bg-surface-2"
              >
                <span className="truncate font-medium">{subject}</span>
                <When at={at} className="figures text-sm text-text-3" />
                <span className="truncate text-sm text-text-3">{to}</span>
              </Link>
            </li>
          ))}
        </ul>
        <KeysetLinks nextCursor={nextCursor} />
      </div>
    </div>
  )
}

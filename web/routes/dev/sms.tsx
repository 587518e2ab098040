import { MessageSquare } from 'lucide-react'
import { when } from '../../format.ts'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing } from '../../server/problems.server.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Linkified } from '../../ui/linkified.tsx'
import { KeysetLinks } from '../../ui/table.tsx'
import { When } from '../../ui/when.tsx'

export function meta() {
  return [{ title: 'Texts · Waybill' }]
}

export function loader({ request, context }: LoaderFunctionArgs) {
  return load(async () => {
    const { mailbox } = context.services
    if (!mailbox) throw missing()
    const cursor = new URL(request.url).searchParams.get('cursor')
    const { items, nextCursor } = await mailbox.texts({ limit: '50', ...(cursor && { cursor }) })
    const reading = readingOf(request)
    return { nextCursor, texts: items.map(({ createdAt, ...text }) => ({ ...text, at: when(createdAt, reading) })) }
  })
}

export default function Texts() {
  const { texts, nextCursor } = useLoaderData<typeof loader>()
  return (
    <div className="pt-4">
      <h1 className="text-2xl font-semibold">Texts</h1>
      <p className="mt-1 text-sm text-text-2">
        No SMS provider is configured: these texts were kept here and have reached no phone.{' '}
        <Link to="/dev/mail" reloadDocument className="text-accent underline underline-offset-4">
          The mailbox
        </Link>{' '}
        holds the mails.
      </p>
      <div className="mt-4 rounded-lg border border-line bg-surface-1 shadow-card">
        {texts.length === 0 && (
          <EmptyState
            icon={MessageSquare}
            title="No texts"
            words="An alert of level 3 or 4 to somebody with a phone number makes the first one."
          />
        )}
        <ul>
          {texts.map(({ id, to, text, at, copies }) => (
            <li key={id} className="border-t border-line px-5 py-3 first:border-t-0">
              <p className="flex flex-wrap justify-between gap-x-4 text-sm text-text-3">
                <span className="figures">To {to}</span>
                <span>
                  <When at={at} className="figures" />
                  {copies > 1 && `, handed in ${copies} times`}
                </span>
              </p>
              <p className="mt-1 break-words">
                <Linkified text={text} />
              </p>
            </li>
          ))}
        </ul>
        <KeysetLinks nextCursor={nextCursor} />
      </div>
    </div>
  )
}

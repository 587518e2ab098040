import { Inbox } from 'lucide-react'
import type { MessageState } from '#domain/webhooks.ts'
import { Link } from '../../framework.ts'
import type { MessageLine } from '../../server/present-webhooks.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysetLinks } from '../../ui/table.tsx'
import { MessageRow } from './message-row.tsx'

const views: readonly { state: MessageState | null; name: string; none: string }[] = [
  { state: null, name: 'All', none: 'Events of your parcels show here as soon as they happen. A test shows at once.' },
  { state: 'waiting', name: 'Waiting', none: 'Everything has been delivered or given up.' },
  { state: 'sent', name: 'Delivered', none: 'Nothing has been delivered yet.' },
  { state: 'failed', name: 'Given up', none: 'No message was given up.' },
]

type Props = { messages: readonly MessageLine[]; state: MessageState | null; nextCursor: string | null }

/** The log of deliveries, all or those in one state. */
export function Messages({ messages, state, nextCursor }: Props) {
  const shown = views.find((view) => view.state === state)
  return (
    <Card title="Messages" isFlush>
      <nav aria-label="Messages to show" className="flex gap-1 overflow-x-auto px-4 pb-2 sm:px-5">
        {views.map((view) => (
          <Link
            key={view.name}
            to={view.state ? `?state=${view.state}` : '?'}
            preventScrollReset
            aria-current={view.state === state ? 'page' : undefined}
            className={cn(
              'flex min-h-8 items-center rounded-md px-3 text-sm font-medium whitespace-nowrap text-text-2 hover:bg-surface-3',
              view.state === state && 'bg-surface-3 text-text-1',
            )}
          >
            {view.name}
          </Link>
        ))}
      </nav>
      {messages.length === 0 ? (
        <EmptyState icon={Inbox} title="No messages" words={shown?.none ?? ''} />
      ) : (
        <ul>
          {messages.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </ul>
      )}
      <KeysetLinks nextCursor={nextCursor} />
    </Card>
  )
}

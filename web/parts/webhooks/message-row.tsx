import { ChevronRight, History } from 'lucide-react'
import { Form, useNavigation } from '../../framework.ts'
import type { MessageLine } from '../../server/present-webhooks.server.ts'
import { Button } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { messageStateTable } from '../../words/webhooks.ts'

/** One message; the line unfolds to its attempts and to the very body. */
export function MessageRow({ message }: { message: MessageLine }) {
  const { kind, number, state, attempts, failure, created, next } = message
  const { name, tone } = messageStateTable[state]
  return (
    <li className="border-t border-line">
      <details className="group">
        <summary className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-surface-2 sm:px-5 md:grid-cols-[minmax(0,1.2fr)_minmax(0,1.4fr)_8rem_1rem]">
          <span className="min-w-0">
            <code className="block truncate text-sm font-medium">{kind}</code>
            <span className="figures block truncate text-sm text-text-3">
              <bdi>{number ?? 'no shipment'}</bdi>
            </span>
          </span>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-text-2 max-md:col-span-full max-md:order-3">
            <Tag tone={tone}>{name}</Tag>
            <span>
              {attempts === 1 ? '1 attempt' : `${attempts} attempts`}
              {state !== 'sent' && failure && `: ${failure}`}
              {next && attempts > 0 && (
                <>
                  , again <When at={next} isRelative />
                </>
              )}
            </span>
          </span>
          <span className="text-end text-sm text-text-3">
            <When at={created} isRelative />
          </span>
          <ChevronRight
            aria-hidden="true"
            className="size-4 text-text-3 transition-transform group-open:rotate-90 max-md:hidden"
          />
        </summary>
        <Details message={message} />
      </details>
    </li>
  )
}

function Details({ message: { id, messageId, body, log } }: { message: MessageLine }) {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <div className="flex flex-col gap-3 bg-surface-2 px-4 py-4 text-sm sm:px-5">
      <p className="text-text-3">
        Id <code className="break-all select-all">{messageId}</code>
      </p>
      {log.length > 0 && (
        <ol aria-label="Attempts" className="flex flex-col gap-1">
          {log.map((attempt) => (
            <li key={attempt.attempt + attempt.at.iso} className="flex flex-wrap gap-x-3">
              <When at={attempt.at} className="figures text-text-3" />
              <span className={attempt.outcome === 'sent' ? 'text-ok' : 'text-danger'}>
                {attempt.reason ?? `answered ${attempt.status}`}
              </span>
              <span className="figures text-text-3">{attempt.durationMs} ms</span>
            </li>
          ))}
        </ol>
      )}
      <pre className="rounded-md border border-line bg-surface-1 p-3 text-xs wrap-anywhere whitespace-pre-wrap">
        {body}
      </pre>
      <Form method="post">
        <input type="hidden" name="from" value={id} />
        <Button name="intent" value="replay" tone="secondary" size="small" disabled={isBusy}>
          <History aria-hidden="true" className="size-4" /> Replay from here
        </Button>
      </Form>
    </div>
  )
}

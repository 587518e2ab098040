import { Send } from 'lucide-react'
import { Form, Link, useNavigation } from '../../framework.ts'
import type { LookedAt } from '../../server/statuses.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { importStateTable } from '../../words/imports.ts'
import { useRereading } from '../jobs/use-rereading.ts'
import { RowTable } from './row-table.tsx'

/** What a status would do to each parcel, and after it was applied what it did. */
export function LookedCard({ looked: { head, rows, more, good } }: { looked: LookedAt }) {
  useRereading(head.isRunning)
  const isBusy = useNavigation().state === 'submitting'
  const { name, tone } = importStateTable[head.state]
  const isReview = head.state === 'review'
  return (
    <Card
      title={isReview ? 'What it would do' : 'What became of it'}
      isFlush
      aside={
        <span role="status">
          <Tag tone={tone}>{name}</Tag>
        </span>
      }
    >
      <div className="flex flex-wrap items-center gap-3 px-4 pb-3 sm:px-5">
        <p className="grow text-sm text-text-2">{summaryOf(head, good)}</p>
        {isReview && (
          <Form method="post">
            <input type="hidden" name="look" value={head.id} />
            <Button name="intent" value="apply" disabled={isBusy || head.toSend === 0}>
              <Send aria-hidden="true" className="size-4" /> Apply
            </Button>
          </Form>
        )}
        {head.isRunning && (
          <noscript>
            <Link to="" reloadDocument className="text-sm font-semibold text-accent underline underline-offset-4">
              Read again
            </Link>
          </noscript>
        )}
      </div>
      <RowTable rows={rows} parcelPath="/partner/packages" caption="Answer for each parcel" />
      <p className="border-t border-line px-4 py-3 text-sm sm:px-5">
        {more > 0 && `${more} more rows. `}
        <Link to={`/partner/uploads/${head.id}`} className="font-semibold text-accent underline underline-offset-4">
          All rows, and as CSV
        </Link>
      </p>
    </Card>
  )
}

function summaryOf({ state, rows, doubted }: LookedAt['head'], good: number): string {
  if (state === 'staging') return 'Looking.'
  if (state === 'cancelled') return 'Another look replaced this one: nothing was reported.'
  if (state === 'failed') return 'It failed.'
  const of = rows === 1 ? '1 parcel' : `${rows} parcels`
  if (state === 'applying' || state === 'paused') return `${good} of ${of} took it so far.`
  if (state === 'done') return `${good} of ${of} took it.`
  const asked = doubted === 0 ? '' : ` ${doubted} would be kept for somebody to look at.`
  return `${good} of ${of} would take it.${asked}`
}

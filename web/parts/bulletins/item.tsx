import { Form, Link, useNavigation } from '../../framework.ts'
import type { BulletinLine } from '../../server/bulletins.server.ts'
import { Button } from '../../ui/button.tsx'
import { Countdown } from '../../ui/sla-clock.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { bulletinKindNames } from '../../words/bulletins.ts'
import { JobProgress } from '../jobs/progress.tsx'

type Props = { line: BulletinLine; canEnd: boolean; isEnding: boolean }

/** One bulletin: where, why, until when, how many it has reached, and the way to end it early. */
export function BulletinItem({ line, canEnd, isEnding }: Props) {
  const { id, zoneName, kind, text, from, until, ended, publishedBy, shipments, job } = line
  const isBusy = useNavigation().formData?.get('id') === id || isEnding
  return (
    <li className="border-t border-line px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{zoneName}</h3>
        <Tag tone={ended ? 'neutral' : 'warn'}>{bulletinKindNames[kind]}</Tag>
        <span className="ms-auto text-sm text-text-2">
          {ended ? (
            <>
              over since <When at={ended} />
            </>
          ) : (
            <>
              ends <Countdown at={until} />, <When at={until} />
            </>
          )}
        </span>
      </div>
      <p className="mt-1 text-sm whitespace-pre-line">{text}</p>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-text-3">
          {publishedBy}, <When at={from} />, <span className="figures">{shipments}</span>{' '}
          {shipments === 1 ? 'parcel' : 'parcels'}
          {job && (
            <>
              ,{' '}
              <Link to={`/dispatch/jobs/${job.id}`} className="text-accent underline underline-offset-4">
                its job
              </Link>
            </>
          )}
        </p>
        {canEnd && !ended && (
          <Form method="post">
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="id" value={id} />
            <Button tone="secondary" size="small" disabled={isBusy}>
              {isEnding ? 'Ending' : isBusy ? 'Sent' : 'End it now'}
            </Button>
          </Form>
        )}
      </div>
      {job?.state === 'running' && <JobProgress job={job} isSmall />}
    </li>
  )
}

import { BellOff, Check } from 'lucide-react'
import { Form, Link } from '../../framework.ts'
import type { AlertLine } from '../../server/present-alerts.server.ts'
import { Button } from '../../ui/button.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { When } from '../../ui/when.tsx'
import { Deliveries } from './deliveries.tsx'

type Props = { line: AlertLine; isStaff: boolean }

/** From this level on nothing can be muted. */
const urgentLevel = 3

/** One alert: what is wrong and why I am told, by which ways, and what I can do about it. */
export function Line({ line, isStaff }: Props) {
  const { id, level, number, words, at, isUnread, deliveries, type } = line
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-line px-4 py-3 sm:px-5">
      <div className="flex min-w-0 grow basis-80 flex-col gap-2">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <LevelBadge level={level} />
          <Link to={caseOf(line, isStaff)} className="figures font-semibold text-accent underline underline-offset-4">
            <bdi>{number}</bdi>
          </Link>
          <When at={at} isRelative className="text-text-3" />
          {isUnread && <span className="sr-only">Unread</span>}
        </p>
        <p className={isUnread ? 'font-semibold' : 'text-text-2'}>{words}</p>
        <Deliveries deliveries={deliveries} />
      </div>
      <Form method="post" className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="type" value={type ?? ''} />
        {isUnread && (
          <Button tone="secondary" size="small" name="do" value="read">
            <Check aria-hidden="true" className="size-4" /> Mark as read
            <span className="sr-only"> {number}</span>
          </Button>
        )}
        {level < urgentLevel && type && (
          <Button tone="quiet" size="small" name="do" value="mute">
            <BellOff aria-hidden="true" className="size-4" /> Mute for 8 h
            <span className="sr-only"> what is like {number}</span>
          </Button>
        )}
      </Form>
    </li>
  )
}

function caseOf({ exceptionId, shipmentId }: AlertLine, isStaff: boolean): string {
  return isStaff ? `/dispatch/exceptions/${exceptionId}` : `/courier/stops/${shipmentId}`
}

import { Form } from '../../framework.ts'
import type { ShownSchedule } from '../../server/report-schedules.server.ts'
import { Button } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'

/** A schedule with what became of its last sendings. */
export function ScheduleItem({ schedule }: { schedule: ShownSchedule }) {
  const { id, words, recipients, createdBy, isActive, isMine, next, runs } = schedule
  return (
    <li className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{words}</span>
        {!isActive && <Tag>resting</Tag>}
        {next && (
          <span className="text-text-2">
            next <When at={next} />
          </span>
        )}
      </div>
      <p className="text-text-2">
        To {recipients}; made by {createdBy}
      </p>
      {runs.length > 0 && (
        <ul aria-label="Last sendings" className="flex flex-col gap-1">
          {runs.map(({ due, state, tone, told }) => (
            <li key={due.ms} className="flex flex-wrap items-center gap-2">
              <Tag tone={tone}>{state}</Tag>
              <When at={due} />
              <span className="text-text-2">{told}</span>
            </li>
          ))}
        </ul>
      )}
      {isMine && (
        <Form method="post" className="flex gap-2">
          <input type="hidden" name="id" value={id} />
          <Button tone="secondary" size="small" name="intent" value={isActive ? 'pause' : 'resume'}>
            {isActive ? 'Let it rest' : 'Go on'}
          </Button>
          <Button tone="warning" size="small" name="intent" value="delete">
            End it
          </Button>
        </Form>
      )}
    </li>
  )
}

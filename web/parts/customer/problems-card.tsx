import { ChevronRight, Eye, TriangleAlert } from 'lucide-react'
import type { ActContext } from '../../server/act-context.server.ts'
import type { OwnProblem } from '../../server/needs.server.ts'
import { Card } from '../../ui/card.tsx'
import { ActForm } from '../acts/act-form.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { Unless } from '../recipient/story.tsx'

type Props = { shipmentId: string; problems: readonly OwnProblem[]; context: ActContext }

/** What waits for the customer: what is wrong, what he can do, and what happens when he does nothing. */
export function ProblemsCard({ shipmentId, problems, context }: Props) {
  if (problems.length === 0) return null
  return (
    <Card
      title="Needs you"
      className="border-danger"
      aside={<TriangleAlert aria-hidden="true" className="size-5 text-danger" />}
    >
      <ul className="flex flex-col gap-5">
        {problems.map((problem) => (
          <li key={problem.id}>
            <h3 className="font-semibold">{problem.name}</h3>
            <p className="text-sm text-text-2">{problem.words}</p>
            <Unless words={problem.unless} />
            <Acts {...{ shipmentId, problem, context }} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

type ActsProps = { shipmentId: string; problem: OwnProblem; context: ActContext }

function Acts({ shipmentId, problem: { id, isSeen, acts }, context }: ActsProps) {
  return (
    <div className="mt-3 flex flex-col gap-2">
      {acts.map((act) => (
        <details key={act.key} className="group rounded-md border border-line-strong">
          <summary className="flex min-h-11 items-center justify-between gap-3 px-3 text-sm font-semibold">
            {act.name}
            <ChevronRight aria-hidden="true" className="size-4 shrink-0 transition-transform group-open:rotate-90" />
          </summary>
          <div className="px-3 pt-1 pb-3">
            <ActForm act={act} shipmentId={shipmentId} context={context} />
          </div>
        </details>
      ))}
      {!isSeen && (
        <CommandForm shipmentId={shipmentId} type="acknowledge" formKey={`${id}-acknowledge`}>
          <input type="hidden" name="exceptionId" value={id} />
          <CommandButton tone="quiet" size="small" className="min-h-11">
            <Eye aria-hidden="true" className="size-4" /> I take care of it
          </CommandButton>
        </CommandForm>
      )}
    </div>
  )
}

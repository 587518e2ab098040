import { type ReactNode, useEffect, useState } from 'react'
import { type ActionType, actionTable } from '#domain/exception-actions.ts'
import type { CourierOption } from '../../server/present-board.server.ts'
import type { ExceptionLine } from '../../server/present-exception.server.ts'
import type { Slot } from '../../server/slots.server.ts'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

type Props = {
  line: ExceptionLine
  seq: number
  couriers: readonly CourierOption[]
  slots: readonly Slot[]
  /** The action that the address asks for. */
  preferred: string | null
}

/** The actions that this type allows, each with what it does; what one needs unfolds with it. */
export function ResolveForm({ line, seq, couriers, slots, preferred }: Props) {
  const first = line.actions.find((action) => action === preferred) ?? line.actions[0]
  // Without scripts the button cannot follow the choice, so it stays general.
  const [chosen, choose] = useState<ActionType>()
  useEffect(() => choose(first), [first])
  return (
    <CommandForm
      shipmentId={line.shipmentId}
      type="resolve"
      formKey={`${line.id}-resolve`}
      expectedSeq={seq}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="exceptionId" value={line.id} />
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">Action</legend>
        {line.actions.map((action) => (
          <Choice key={action} action={action} isFirst={action === first} choose={choose}>
            <Needs {...{ action, couriers, slots }} />
          </Choice>
        ))}
      </fieldset>
      <TextArea label="Reason, for the record" name="reason" rows={2} maxLength={500} />
      <CommandButton size="large">{chosen ? actionTable[chosen].name : 'Resolve'}</CommandButton>
    </CommandForm>
  )
}

type ChoiceProps = { action: ActionType; isFirst: boolean; choose: (action: ActionType) => void; children: ReactNode }

function Choice({ action, isFirst, choose, children }: ChoiceProps) {
  const { name, effect, ends } = actionTable[action]
  return (
    <div className="group rounded-md border-2 border-line has-[[name=action]:checked]:border-accent has-[[name=action]:checked]:bg-accent-soft">
      <label className="flex cursor-pointer items-start gap-3 p-3">
        <input
          type="radio"
          name="action"
          value={action}
          required
          defaultChecked={isFirst}
          onChange={() => choose(action)}
          className="mt-0.5 size-4 shrink-0 accent-(--accent-fill)"
        />
        <span>
          <span className="block text-sm font-semibold">{name}</span>
          <span className="block text-sm text-text-2">
            {effect} {ends === 'now' ? 'The case ends at once.' : ''}
          </span>
        </span>
      </label>
      <div className="hidden px-3 pb-3 ps-10 empty:hidden group-has-[[name=action]:checked]:block">{children}</div>
    </div>
  )
}

type NeedsProps = Pick<Props, 'couriers' | 'slots'> & { action: ActionType }

/** What one action needs to know besides. */
function Needs({ action, couriers, slots }: NeedsProps) {
  if (action === 'assign') return <SelectField label="Courier" name="courierId" required options={couriers} />
  if (action === 'rewindow') return <SelectField label="New window" name="window" required options={slots} />
  if (action === 'reattempt') {
    return (
      <SelectField
        label="When"
        name="window"
        isMarked
        options={[{ value: '', label: 'As soon as possible' }, ...slots]}
      />
    )
  }
  return null
}

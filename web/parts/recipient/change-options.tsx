import {
  CalendarDays,
  House,
  type LucideIcon,
  MapPinned,
  PauseCircle,
  PlayCircle,
  Store,
  Undo2,
  Users,
} from 'lucide-react'
import { isCommandResult } from '../../command-result.ts'
import { useActionData } from '../../framework.ts'
import type { Change, ChangeKind } from '../../server/change.server.ts'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { PlaceInput } from '../acts/place-input.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { DayChoice } from './day-choice.tsx'
import { Option } from './option.tsx'

type Row = { icon: LucideIcon; title: string; words: string; cost: string }

const free = 'Costs nothing'

const rows: Record<ChangeKind, Row> = {
  day: { icon: CalendarDays, title: 'Another day', words: 'We come on the day that suits.', cost: free },
  neighbour: { icon: Users, title: 'A neighbour', words: 'Somebody nearby takes it.', cost: free },
  safe_place: {
    icon: House,
    title: 'A safe place',
    words: 'We leave it where you say, without a hand-over.',
    cost: free,
  },
  pickup_point: {
    icon: Store,
    title: 'A pickup point',
    words: 'It waits in a shop or locker until you fetch it.',
    cost: free,
  },
  address: { icon: MapPinned, title: 'Another address', words: 'We bring it somewhere else.', cost: free },
  hold: {
    icon: PauseCircle,
    title: 'Let it wait',
    words: 'It stays with us for some days, for example while you are away.',
    cost: free,
  },
  release: { icon: PlayCircle, title: 'Let it go on', words: 'It does not have to wait any longer.', cost: free },
  return: {
    icon: Undo2,
    title: 'Back to the sender',
    words: 'You do not want it. This cannot be taken back.',
    cost: 'Costs you nothing; the sender pays half of the price for the way back',
  },
}

/** Everything that can be chosen for a delivery, each with its form. */
export function ChangeOptions({ change }: { change: Change }) {
  const back = useReturnedForm()
  return (
    <ul className="flex flex-col gap-3">
      {change.options.map(({ kind, isChosen, whyNot }) => (
        <li key={kind}>
          <Option
            {...rows[kind]}
            isChosen={isChosen}
            whyNot={whyNot}
            isOpen={back === formKeyOf(change.shipmentId, kind)}
            group="change"
          >
            <ChangeForm kind={kind} change={change} />
          </Option>
        </li>
      ))}
    </ul>
  )
}

/** The form that came back without scripts, refused or still under way. */
function useReturnedForm(): string | null {
  const result = useActionData<unknown>()
  return isCommandResult(result) ? result.formKey : null
}

type FormProps = { kind: ChangeKind; change: Change }

function ChangeForm({ kind, change }: FormProps) {
  const { shipmentId } = change
  const key = formKeyOf(shipmentId, kind)
  if (kind === 'day') return <DayForm change={change} />
  if (kind === 'address') {
    return (
      <CommandForm shipmentId={shipmentId} type="change_address" formKey={key} className="flex flex-col gap-3">
        <input type="hidden" name="stop" value="dropoff" />
        <PlaceInput name="address" place={change.place} />
        <CommandButton size="large">Bring it there</CommandButton>
      </CommandForm>
    )
  }
  if (kind === 'hold' || kind === 'release') return <HoldForm kind={kind} change={change} />
  return (
    <CommandForm shipmentId={shipmentId} type="decide_delivery" formKey={key} className="flex flex-col gap-3">
      <input type="hidden" name="option" value={kind} />
      <DecisionFields kind={kind} />
      <CommandButton size="large" tone={kind === 'return' ? 'danger' : 'primary'}>
        {buttons[kind]}
      </CommandButton>
    </CommandForm>
  )
}

/** Tells the forms of these options apart from all others of the page. */
function formKeyOf(shipmentId: string, kind: ChangeKind): string {
  return `${shipmentId}-change-${kind}`
}

const buttons: Partial<Record<ChangeKind, string>> = {
  neighbour: 'Give it to this neighbour',
  safe_place: 'Leave it there',
  pickup_point: 'Bring it to this point',
  return: 'Send it back',
}

function DecisionFields({ kind }: { kind: ChangeKind }) {
  if (kind === 'neighbour') {
    return (
      <TextArea label="Which neighbour" name="note" rows={2} required maxLength={2000} hint="Name, door or floor." />
    )
  }
  if (kind === 'safe_place') {
    return (
      <TextArea label="Where" name="note" rows={2} required maxLength={2000} hint="Such as: behind the gate, left." />
    )
  }
  if (kind === 'pickup_point') {
    return (
      <TextField
        label="Code of the point"
        name="pointId"
        required
        maxLength={40}
        autoComplete="off"
        hint="It stands on the sign of the shop or locker."
      />
    )
  }
  return <p className="text-sm text-text-2">The sender hears of it at once, and the courier does not come any more.</p>
}

function DayForm({ change: { shipmentId, isReattempt, days } }: { change: Change }) {
  return (
    <CommandForm
      shipmentId={shipmentId}
      type={isReattempt ? 'decide_delivery' : 'reschedule'}
      formKey={formKeyOf(shipmentId, 'day')}
      className="flex flex-col gap-4"
    >
      <input
        type="hidden"
        {...(isReattempt ? { name: 'option', value: 'reattempt' } : { name: 'stop', value: 'dropoff' })}
      />
      <DayChoice name={isReattempt ? 'date' : 'window'} days={days} />
      <CommandButton size="large">Come on this day</CommandButton>
    </CommandForm>
  )
}

function HoldForm({ kind, change: { shipmentId, holdEnds } }: FormProps) {
  const isHold = kind === 'hold'
  return (
    <CommandForm
      shipmentId={shipmentId}
      type={isHold ? 'place_hold' : 'release_hold'}
      formKey={formKeyOf(shipmentId, kind)}
      className="flex flex-col gap-3"
    >
      <input type="hidden" name={isHold ? 'reason' : 'held'} value="customer" />
      {isHold && (
        <SelectField
          label="Until the morning of"
          name="until"
          required
          options={holdEnds}
          hint="Then it goes on by itself. You can let it go on before."
        />
      )}
      <CommandButton size="large">{isHold ? 'Let it wait' : 'Let it go on'}</CommandButton>
    </CommandForm>
  )
}

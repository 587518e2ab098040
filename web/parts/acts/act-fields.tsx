import type { ActField, Option } from '../../acts/field.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import { CheckGroup } from '../../ui/check-group.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { useTyped } from '../../ui/form-errors.tsx'
import { PlaceInput } from './place-input.tsx'

type Props = { field: ActField; context: ActContext; fixed: Readonly<Record<string, string>> }

/** The control of one field of an act. */
export function ActInput({ field, context, fixed }: Props) {
  const { name, label, hint, isRequired = false } = field
  const typed = useTyped(name)
  const common = { label, name, required: isRequired, ...(hint && { hint }), ...(typed && { defaultValue: typed }) }
  switch (field.kind) {
    case 'hidden':
      return <input type="hidden" name={name} value={fixed[name] ?? ''} />
    case 'area':
    case 'scans':
      return <TextArea {...common} rows={2} maxLength={name === 'reason' ? 500 : 2000} />
    case 'text':
      return <TextField {...common} maxLength={200} autoComplete="off" />
    case 'money':
      return <MoneyInput field={field} context={context} />
    case 'instant':
      return <TextField {...common} type="datetime-local" min={context.soonest} />
    case 'day':
      return <TextField {...common} type="date" min={context.tomorrow} defaultValue={typed ?? context.tomorrow} />
    case 'place':
      return <PlaceInput name={name} place={context.places[fixed.stop === 'pickup' ? 'pickup' : 'dropoff']} />
    case 'photo':
      return (
        <TextField label={label} name="photo" type="file" accept="image/*" required={isRequired} className="file" />
      )
    case 'checks':
      return <CheckGroup label={label} name={name} options={field.options} />
    case 'couriers':
      if (field.most > 1) return <CheckGroup label={label} name="courierId" options={context.couriers} />
      return <SelectField {...common} name="courierId" options={context.couriers} />
    case 'window':
      return (
        <SelectField {...common} groups={context.slots.map(({ day, slots }) => ({ label: day, options: slots }))} />
      )
    default:
      // A list always has an answer: nothing of it is optional.
      return (
        <SelectField
          {...common}
          isMarked
          name={field.kind === 'held' ? 'held' : name}
          options={optionsOf(field, context)}
        />
      )
  }
}

/** What the lists that depend on the shipment hold. */
function optionsOf(field: ActField, context: ActContext): readonly Option[] {
  if (field.kind === 'choice' || field.kind === 'sleep') return field.options
  if (field.kind === 'hold') return context.holds
  if (field.kind === 'held') return context.held
  if (field.kind === 'courier') return context.couriers
  if (field.kind === 'partner') return context.partners
  if (field.kind === 'carrier') return [{ value: '', label: 'Our own couriers' }, ...context.partners]
  if (field.kind !== 'custodian') return []
  return [
    { value: '', label: 'Whoever the status says' },
    { value: 'sender', label: 'The sender' },
    { value: 'facility', label: 'A depot of ours' },
    { value: 'recipient', label: 'The recipient' },
    ...context.couriers.map(({ value, label }) => ({ value: `courier/${value}`, label })),
  ]
}

type MoneyProps = { field: Extract<ActField, { kind: 'money' }>; context: ActContext }

function MoneyInput({ field: { name, label, suggest, isRequired = false }, context }: MoneyProps) {
  const suggested = (suggest && context[suggest]) ?? ''
  return (
    <>
      <input type="hidden" name="currency" value={context.currency} />
      <TextField
        label={`${label} in ${context.currency}`}
        name={name}
        required={isRequired}
        inputMode="decimal"
        autoComplete="off"
        pattern="\d+([.,]\d{1,2})?"
        title="A sum such as 12.40"
        defaultValue={useTyped(name) ?? suggested}
        className="max-w-48"
      />
    </>
  )
}

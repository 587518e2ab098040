import type { Act } from '../../acts/acts.ts'
import type { ActContext } from '../../server/act-context.server.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { ActInput } from './act-fields.tsx'
import { PreviewBox } from './preview-box.tsx'

type Props = {
  act: Act
  shipmentId: string
  context: ActContext
  /** Refused as out of date when the shipment has moved on. */
  expectedSeq?: number
  hasPreview?: boolean
  /** Where it is sent when not to the page that it stands on. */
  action?: string
  onApplied?: () => void
}

/** Any act as a form with exactly the inputs that it needs, and what it would do before it is done. */
export function ActForm({ act, shipmentId, context, hasPreview = true, ...rest }: Props) {
  const { key, type, action, fields, fixed, name, isGrave } = act
  const hiddenNames = fields.filter(({ kind }) => kind === 'hidden').map((field) => field.name)
  const others = Object.entries(fixed).filter(([fixedName]) => !hiddenNames.includes(fixedName))
  return (
    <CommandForm
      shipmentId={shipmentId}
      type={type}
      formKey={`${shipmentId}-${key}`}
      hasFiles={fields.some(({ kind }) => kind === 'photo')}
      className="@container flex flex-col gap-3"
      {...rest}
    >
      {others.map(([fixedName, value]) => (
        <input key={fixedName} type="hidden" name={fixedName} value={value} />
      ))}
      {fields.map((field) => (
        <ActInput key={`${field.kind}-${field.name}`} field={field} context={context} fixed={fixed} />
      ))}
      {hasPreview && <PreviewBox />}
      <CommandButton tone={isGrave ? 'danger' : 'primary'} className="self-start">
        {action === 'dismiss' ? 'Dismiss as a false alarm' : name}
      </CommandButton>
    </CommandForm>
  )
}

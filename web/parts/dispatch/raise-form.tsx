import { exceptionRow, exceptionTypes } from '#domain/exception-types.ts'
import { TextArea } from '../../ui/field.tsx'
import { reasonName, typeName } from '../../words/exceptions.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'

/** A person noticed something that no timer can. */
export function RaiseForm({ shipmentId }: { shipmentId: string }) {
  return (
    <CommandForm shipmentId={shipmentId} type="raise" className="flex flex-col gap-3">
      <label className="flex flex-col gap-1 text-sm font-medium text-text-2">
        What is wrong
        <select
          name="what"
          required
          className="h-11 w-full rounded-md border border-line-strong bg-surface-1 px-3 text-base text-text-1"
        >
          {exceptionTypes.map((type) => (
            <optgroup key={type} label={typeName(type)}>
              {exceptionRow(type).reasons.map((reason) => (
                <option key={reason} value={`${type}/${reason}`}>
                  {reasonName(reason)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <TextArea label="What you know" name="note" rows={2} maxLength={2000} />
      <CommandButton tone="warning">Raise it</CommandButton>
    </CommandForm>
  )
}

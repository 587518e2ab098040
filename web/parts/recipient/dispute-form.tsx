import { disputeKinds } from '#domain/payloads.ts'
import { TextArea } from '../../ui/field.tsx'
import { useFieldError, useFormPrefix, useTyped } from '../../ui/form-errors.tsx'
import { disputeNames } from '../../words/recipient.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'

/** Not received, damaged, or incomplete: opens a case. */
export function DisputeForm({ shipmentId }: { shipmentId: string }) {
  return (
    <CommandForm shipmentId={shipmentId} type="dispute" className="flex flex-col gap-4">
      <Kinds />
      <TextArea
        label="What happened"
        name="text"
        rows={3}
        required
        maxLength={2000}
        hint="What you see, and what should be there. Our staff reads it."
      />
      <p className="text-sm text-text-2">
        It opens a case at once. Nothing is charged while it is open, and somebody of our staff answers.
      </p>
      <CommandButton tone="danger" size="large">
        Report the problem
      </CommandButton>
    </CommandForm>
  )
}

function Kinds() {
  const typed = useTyped('kind')
  const error = useFieldError('kind')
  const id = `field-${useFormPrefix()}kind`
  return (
    <fieldset id={id} tabIndex={-1} className="flex flex-col gap-2">
      <legend className="text-sm font-medium text-text-2">What is wrong</legend>
      {disputeKinds.map((kind) => (
        <label
          key={kind}
          className="mt-1 flex min-h-14 cursor-pointer items-start gap-3 rounded-md border border-line-strong px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="kind"
            value={kind}
            required
            defaultChecked={typed === kind}
            className="mt-1 size-4 shrink-0 accent-(--accent-fill)"
          />
          <span className="min-w-0">
            <span className="block font-medium">{disputeNames[kind].name}</span>
            <span className="block text-sm text-text-2">{disputeNames[kind].explains}</span>
          </span>
        </label>
      ))}
      {error && <p className="text-sm text-danger">{error}</p>}
    </fieldset>
  )
}

import { CircleX } from 'lucide-react'
import type { CommandType } from '#domain/commands.ts'
import { failAttemptReasons, failPickupReasons } from '#domain/exception-types.ts'
import { SelectField, TextArea } from '../../ui/field.tsx'
import { reasonName } from '../../words/exceptions.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { PhotoField } from './photo-field.tsx'

type Props = { shipmentId: string; type: CommandType & ('fail_pickup' | 'fail_attempt') }

/** It did not work: why, what was tried, and what happens then. */
export function FailForm({ shipmentId, type }: Props) {
  const isPickup = type === 'fail_pickup'
  const reasons: readonly string[] = isPickup ? failPickupReasons : failAttemptReasons
  return (
    <details className="rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-14 items-center gap-3 px-5 font-semibold text-danger">
        <CircleX aria-hidden="true" className="size-5" />
        {isPickup ? 'Cannot pick up' : 'Cannot deliver'}
      </summary>
      <CommandForm shipmentId={shipmentId} type={type} hasFiles className="flex flex-col gap-4 px-5 pb-5">
        <p className="text-sm text-text-2">
          {isPickup
            ? 'The parcel goes back to the board, dispatch hears of it, and the sender gets a message.'
            : 'The recipient is asked what to do. Without an answer a new attempt is planned.'}
        </p>
        <SelectField
          label="Why"
          name="reason"
          required
          defaultValue=""
          options={[
            { value: '', label: 'Choose a reason' },
            ...reasons.map((value) => ({ value, label: reasonName(value) })),
          ]}
        />
        <TextArea label="What did you try?" name="note" maxLength={2000} />
        <PhotoField field="photo" label="Photo of the place" />
        <CommandButton tone="danger" size="thumb">
          {isPickup ? 'Report: not picked up' : 'Report: not delivered'}
        </CommandButton>
      </CommandForm>
    </details>
  )
}

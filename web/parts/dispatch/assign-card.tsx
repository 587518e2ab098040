import type { CommandType } from '#domain/commands.ts'
import type { CourierOption } from '../../server/present-board.server.ts'
import { Card } from '../../ui/card.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

type Props = {
  shipmentId: string
  seq: number
  allowed: readonly CommandType[]
  couriers: readonly CourierOption[]
  courier: string | null
  offeredTo: readonly string[]
}

/** Who drives it, and the ways to change that. */
export function AssignCard({ shipmentId, seq, allowed, couriers, courier, offeredTo }: Props) {
  return (
    <Card title="Courier" aside={<span className="text-sm font-medium">{courier ?? 'None yet'}</span>}>
      {offeredTo.length > 0 && <p className="mb-3 text-sm text-text-2">Offered to {offeredTo.join(', ')}.</p>}
      {allowed.includes('assign') && (
        <CommandForm shipmentId={shipmentId} type="assign" expectedSeq={seq} className="flex flex-col gap-3">
          <SelectField label="Offer to" name="courierId" required options={couriers} />
          <CommandButton>Assign</CommandButton>
        </CommandForm>
      )}
      {allowed.includes('reassign') && (
        <CommandForm shipmentId={shipmentId} type="reassign" expectedSeq={seq} className="flex flex-col gap-3">
          <SelectField label="Give to somebody else" name="courierId" required options={couriers} />
          <TextField label="Reason" name="reason" maxLength={500} />
          <CommandButton tone="secondary">Reassign</CommandButton>
        </CommandForm>
      )}
      {allowed.includes('unassign') && (
        <CommandForm
          shipmentId={shipmentId}
          type="unassign"
          expectedSeq={seq}
          className="mt-3 border-t border-line pt-3"
        >
          <CommandButton tone="quiet" size="small">
            Take it off the courier
          </CommandButton>
        </CommandForm>
      )}
    </Card>
  )
}

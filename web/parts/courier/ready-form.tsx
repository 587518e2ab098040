import { Store } from 'lucide-react'
import type { StopPage } from '../../server/present-stop.server.ts'
import { TextField } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

/** The parcel was left at a shop or locker, where the recipient collects it. */
export function ReadyForm({ stop }: { stop: StopPage }) {
  return (
    <details className="rounded-lg border border-line bg-surface-1 shadow-card">
      <summary className="flex min-h-14 items-center gap-3 px-5 font-semibold">
        <Store aria-hidden="true" className="size-5 text-accent" />
        Left at a pickup point
      </summary>
      <CommandForm shipmentId={stop.id} type="make_available" className="flex flex-col gap-4 px-5 pb-5">
        <p className="text-sm text-text-2">
          The recipient gets a message with the place, and collects it with the code.
        </p>
        <TextField
          label="Code of the shop or locker"
          name="pointId"
          required
          maxLength={40}
          autoComplete="off"
          autoCapitalize="characters"
          defaultValue={stop.pointId ?? ''}
        />
        <CommandButton size="thumb">Ready to collect</CommandButton>
      </CommandForm>
    </details>
  )
}

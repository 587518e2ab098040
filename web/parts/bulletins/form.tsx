import type { Option } from '../../acts/field.ts'
import { fieldMessages } from '../../field-messages.ts'
import { Form, useNavigate, useNavigation } from '../../framework.ts'
import type { Problem } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { FormErrorsProvider, useTyped } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { bulletinKindOptions } from '../../words/bulletins.ts'

type Props = {
  zone: string | null
  zones: readonly Option[]
  reach: number | null
  soonest: string
  refused: (Problem & { values: Readonly<Record<string, string>> }) | null
}

/** First the zone, with how many parcels it would hit; then what happened, until when, and what people are told. */
export function BulletinForm({ zone, zones, reach, soonest, refused }: Props) {
  return (
    <Card title="Publish a bulletin">
      <ZoneForm key={zone} zone={zone} zones={zones} />
      {zone && reach !== null && (
        <PublishForm key={zone} {...{ zone, reach, soonest, refused }} name={nameOf(zones, zone)} />
      )}
    </Card>
  )
}

function nameOf(zones: readonly Option[], zone: string): string {
  return zones.find(({ value }) => value === zone)?.label ?? zone
}

function ZoneForm({ zone, zones }: Pick<Props, 'zone' | 'zones'>) {
  const navigate = useNavigate()
  return (
    <Form action="/dispatch/bulletins" className="flex items-end gap-2">
      <SelectField
        label="Zone"
        name="zone"
        required
        options={[{ value: '', label: 'Choose a zone' }, ...zones]}
        defaultValue={zone ?? ''}
        onChange={({ currentTarget }) =>
          navigate(`?zone=${encodeURIComponent(currentTarget.value)}`, { replace: true })
        }
        className="grow"
      />
      <noscript>
        <Button tone="secondary" className="h-11">
          Count
        </Button>
      </noscript>
    </Form>
  )
}

type PublishProps = Omit<Props, 'zones' | 'zone' | 'reach'> & { zone: string; name: string; reach: number }

function PublishForm({ zone, name, reach, soonest, refused }: PublishProps) {
  const isBusy = useNavigation().state === 'submitting'
  const parcels = reach === 1 ? '1 parcel' : `${reach} parcels`
  return (
    <Form method="post" className="mt-4 flex flex-col gap-3">
      <input type="hidden" name="zoneId" value={zone} />
      <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn" role="status">
        <strong className="figures">{parcels}</strong> in {name} would be hit.
      </p>
      <FormErrorsProvider messages={refused ? fieldMessages(refused.errors) : {}} values={refused?.values ?? {}}>
        {refused && (
          <ProblemSummary title={refused.title} message={refused.message} messages={fieldMessages(refused.errors)} />
        )}
        <BulletinFields soonest={soonest} />
        <label className="flex items-start gap-3 text-sm">
          <input type="checkbox" required className="mt-0.5 size-5 shrink-0 accent-(--accent-fill)" />
          <span>
            Stop the clocks of {parcels} until then, promise new times and tell the customers. It lifts by itself.
          </span>
        </label>
        <Button tone="danger" disabled={isBusy} className="self-start">
          {isBusy ? 'Sent' : `Publish to ${parcels}`}
        </Button>
      </FormErrorsProvider>
    </Form>
  )
}

function BulletinFields({ soonest }: { soonest: string }) {
  const kind = { name: 'kind', required: true, defaultValue: useTyped('kind') }
  const until = { name: 'until', required: true, defaultValue: useTyped('until') }
  const text = { name: 'text', required: true, defaultValue: useTyped('text') }
  return (
    <>
      <SelectField label="What happened" {...kind} options={bulletinKindOptions} />
      <TextField label="Until" {...until} type="datetime-local" min={soonest} hint="At most 30 days." />
      <TextArea
        label="What people are told"
        {...text}
        rows={3}
        maxLength={500}
        hint="One message to each person, in these words."
      />
    </>
  )
}

import { exceptionTypes } from '#domain/exception-types.ts'
import type { AlertPreferencesView } from '#domain/views-operations.ts'
import type { When as WhenWords } from '../../format.ts'
import { Card } from '../../ui/card.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { When } from '../../ui/when.tsx'
import { typeName } from '../../words/exceptions.ts'
import { Check } from './check.tsx'

export type PreferenceValues = Omit<AlertPreferencesView, 'muted'>
type WaysProps = { values: PreferenceValues; email: string }

/** By which ways somebody is told, and where they lead. */
export function Ways({ values, email }: WaysProps) {
  return (
    <Card title="Ways">
      <p className="mb-3 text-sm text-text-2">
        In the app you see everything. Levels 3 and 4 also go out by every way that has an address, whatever is chosen
        here, and at any hour.
      </p>
      <div className="flex flex-col gap-4">
        <Check
          name="email"
          label="E-mail"
          isOn={values.email}
          hint={`To ${email}. Level 1 only when it stays unread for 15 minutes; a wave becomes one mail.`}
        />
        <Check
          name="sms"
          label="SMS"
          isOn={values.sms}
          hint="No SMS provider is configured: texts are kept in a log here, and reach no phone."
        />
        <TextField
          label="Phone"
          name="phone"
          type="tel"
          autoComplete="tel"
          defaultValue={values.phone ?? ''}
          hint="With its country, such as +4930123456."
        />
        <Check name="webhook" label="Webhook" isOn={values.webhook} hint="One call with JSON for all that waits." />
        <TextField
          label="Webhook address"
          name="webhookUrl"
          type="url"
          autoComplete="off"
          maxLength={500}
          defaultValue={values.webhookUrl ?? ''}
          hint="Begins with https://. Addresses of our own network are refused."
        />
      </div>
    </Card>
  )
}

/** When somebody is left alone, and whether the page may make a sound. */
export function QuietHours({ values, zones }: { values: PreferenceValues; zones: readonly string[] }) {
  return (
    <Card title="Quiet hours and sound">
      <p className="mb-3 text-sm text-text-2">
        What comes in quiet hours waits for their end, at levels 1 and 2. Leave both times empty for none.
      </p>
      <div className="grid grid-cols-2 gap-3">
        <TextField label="From" name="quietFrom" type="time" isMarked defaultValue={values.quietFrom ?? ''} />
        <TextField label="To" name="quietTo" type="time" isMarked defaultValue={values.quietTo ?? ''} />
        <TextField
          label="Time zone"
          name="zone"
          required
          list="zones"
          autoComplete="off"
          className="col-span-2"
          defaultValue={values.zone}
        />
        <datalist id="zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <div className="col-span-2">
          <Check
            name="sound"
            label="Sound"
            isOn={values.sound}
            hint="Two short tones for a new alert of level 2 and up, while a page of ours is open."
          />
        </div>
      </div>
    </Card>
  )
}

export type MutedLine = { type: AlertPreferencesView['muted'][number]['type']; until: WhenWords; isKept: boolean }

const spans = [
  { value: '1', label: 'an hour' },
  { value: '8', label: '8 hours' },
  { value: '24', label: 'a day' },
  { value: '168', label: 'a week' },
]

/** Types that come in the app alone for a while. */
export function MutedTypes({ muted }: { muted: readonly MutedLine[] }) {
  const names = exceptionTypes.map((type) => ({ value: type, label: typeName(type) }))
  return (
    <Card title="Muted types">
      <p className="mb-3 text-sm text-text-2">
        These come in the app alone at levels 1 and 2. From level 3 on everything goes out.
      </p>
      <div className="flex flex-col gap-4">
        {muted.length > 0 && (
          <ul aria-label="Muted now">
            {muted.map(({ type, until, isKept }) => (
              <li key={type} className="flex flex-wrap items-center justify-between gap-x-4">
                <Check name="muted" value={type} label={typeName(type)} isOn={isKept} />
                <span className="text-sm text-text-3">
                  until <When at={until} className="figures" />
                </span>
              </li>
            ))}
          </ul>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)_8rem] gap-3">
          <SelectField
            label="Mute another"
            name="muteType"
            isMarked
            options={[{ value: '', label: 'None' }, ...names]}
            defaultValue=""
          />
          <SelectField label="For" name="muteHours" isMarked options={spans} defaultValue="8" />
        </div>
      </div>
    </Card>
  )
}

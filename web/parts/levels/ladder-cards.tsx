import { ChevronRight } from 'lucide-react'
import { exceptionTypes } from '#domain/exception-types.ts'
import { defaultSteps, ladderReaders, staffChannels } from '#domain/ladder-steps.ts'
import { wireWords } from '../../format.ts'
import { Card } from '../../ui/card.tsx'
import { levelWords, typeName } from '../../words/exceptions.ts'
import { useFilled } from '../booking/values.tsx'
import { FilledSelect, FilledText } from '../rules/filled.tsx'
import { Pills } from '../rules/pills.tsx'

const channelNames: Readonly<Record<string, string>> = { app: 'App', email: 'E-mail', sms: 'SMS', webhook: 'Webhook' }
const readers = ladderReaders.map((reader) => ({ value: reader, label: wireWords(reader) }))
const channels = staffChannels.map((channel) => ({ value: channel, label: channelNames[channel] ?? channel }))
const levels = defaultSteps.map((_, index) => index + 1)
const types = exceptionTypes.map((type) => ({ value: type, label: typeName(type) }))

/** When the four levels begin, for every type that has no ladder of its own. */
export function LadderCard() {
  return (
    <Card title="Ladder">
      <p className="mb-3 text-sm text-text-2">
        How many times the SLA must have passed, in open time, before a level begins. They rise.
      </p>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {levels.map((level) => (
          <Multiple key={level} name={`ladder.${level - 1}`} label={`${level}: ${levelWords[level]}`} />
        ))}
      </div>
    </Card>
  )
}

/** Ladders of single types; the last one is blank, to be filled in. */
export function OverridesCard({ count }: { count: number }) {
  const slots = Array.from({ length: count }, (_, slot) => slot)
  return (
    <Card title="Ladders of single types" isFlush>
      <p className="px-5 pb-3 text-sm text-text-2">
        For a type that climbs in another way. Choose “no type” to take a ladder away.
      </p>
      {slots.map((slot) => (
        <Override key={slot} slot={slot} isLast={slot === count - 1} />
      ))}
    </Card>
  )
}

function Override({ slot, isLast }: { slot: number; isLast: boolean }) {
  const type = useFilled(`override.${slot}.type`)
  const name = exceptionTypes.find((known) => known === type)
  return (
    <details className="group border-t border-line" open={!isLast || type !== ''}>
      <summary className="flex min-h-12 items-center justify-between gap-3 px-5 text-sm font-semibold hover:bg-surface-2">
        {name ? typeName(name) : 'Add a ladder for one type'}
        <ChevronRight aria-hidden="true" className="size-4 text-text-3 transition-transform group-open:rotate-90" />
      </summary>
      <div className="flex flex-col gap-4 px-5 pt-2 pb-5">
        <FilledSelect
          label="Type"
          name={`override.${slot}.type`}
          isMarked
          className="sm:max-w-80"
          options={[{ value: '', label: 'no type' }, ...types]}
        />
        {levels.map((level) => (
          <Step key={level} row={`override.${slot}.level.${level - 1}`} level={level} />
        ))}
      </div>
    </details>
  )
}

function Step({ row, level }: { row: string; level: number }) {
  return (
    <fieldset className="min-w-0 rounded-md border border-line px-4 pt-1 pb-3">
      <legend className="px-1 text-sm font-semibold">Level {level}</legend>
      <div className="grid grid-cols-1 gap-3 md:grid-cols-[7rem_minmax(0,1fr)_minmax(0,1fr)]">
        <Multiple name={`${row}.after`} label="After, × SLA" />
        <Pills legend="Who is told" name={`${row}.who`} options={readers} />
        <Pills legend="Channels" name={`${row}.channels`} options={channels} />
      </div>
    </fieldset>
  )
}

function Multiple({ name, label }: { name: string; label: string }) {
  return <FilledText label={label} name={name} inputMode="decimal" isMarked autoComplete="off" />
}

import { Card } from '../../ui/card.tsx'
import { LadderCard, OverridesCard } from '../levels/ladder-cards.tsx'
import { AllowanceCard, ProofCard, SlaCard } from '../levels/time-cards.tsx'
import { FilledSelect, FilledText } from '../rules/filled.tsx'

type Props = {
  calendars: readonly { value: string; label: string }[]
  /** How many ladders of single types the form has fields for. */
  overrides: number
}

/** All fields of a service level, to be published or only tried. */
export function LevelFields({ calendars, overrides }: Props) {
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Card title="Level">
          <div className="grid grid-cols-6 gap-3">
            <FilledText label="Name" name="name" required maxLength={80} autoComplete="off" className="col-span-4" />
            <FilledText label="Attempts" name="attempts" required inputMode="numeric" className="col-span-2" />
            <FilledSelect label="Calendar" name="calendar" required options={calendars} className="col-span-6" />
          </div>
        </Card>
        <Card title="Promise">
          <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            <FilledText label="Working days" name="promise.workingDays" isMarked inputMode="numeric" placeholder="1" />
            <FilledText label="By" name="promise.by" isMarked placeholder="18:00" autoComplete="off" />
            <FilledText
              label="Or a length of time"
              name="promise.length"
              isMarked
              placeholder="10 min"
              autoComplete="off"
              className="col-span-2 sm:col-span-1"
            />
          </div>
          <p className="mt-2 text-xs text-text-3">0 working days is the same day when booked by noon.</p>
        </Card>
      </div>
      <AllowanceCard />
      <SlaCard />
      <LadderCard />
      <OverridesCard count={overrides} />
      <ProofCard />
    </>
  )
}

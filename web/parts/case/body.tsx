import { useEffect } from 'react'
import { Link, useLocation } from '../../framework.ts'
import type { CaseData } from '../../routes/dispatch/case.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Facts } from '../../ui/facts.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { ActList } from '../acts/act-list.tsx'
import { useTriageContext } from '../queue/triage-context.ts'
import { HoldList } from '../shipment/hold-list.tsx'
import { TraceCard } from '../shipment/trace-card.tsx'
import { ContactsCard } from './contacts-card.tsx'
import { Ladder } from './ladder.tsx'
import { resolvingActs, waitingActs } from './more-acts.ts'
import { NotesCard } from './notes-card.tsx'
import { SignalsCard } from './signals-card.tsx'
import { SimilarCard } from './similar-card.tsx'

/** Two columns where there is room: what can be done and why, and beside it what one looks at before. */
export function CaseBody(found: CaseData) {
  const { line, rungs, facts, days, holds, contacts, similar, notes, allowed } = found
  return (
    <div className="grid grid-cols-1 items-start gap-5 @3xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Acts {...found} />
        {found.trace && <TraceCard trace={found.trace} importPath={null} />}
        {found.mappingPath && (
          <ButtonLink to={found.mappingPath} tone="secondary" className="self-start">
            Teach the mapping this word
          </ButtonLink>
        )}
        <Card title="Why it is here">
          <Timeline days={days} />
        </Card>
        <NotesCard notes={notes} shipmentId={line.shipmentId} canAdd={allowed.includes('add_note')} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <Card title="The ladder">
          <Ladder rungs={rungs} isOpen={line.state !== 'resolved'} />
        </Card>
        <SignalsCard signals={line.signals} score={line.score} />
        <Card title="The shipment" aside={<StatusChip status={line.status} />}>
          <Link
            to={`/dispatch/shipments/${line.shipmentId}`}
            className="figures font-semibold text-accent underline underline-offset-4"
          >
            {line.number}
          </Link>
          <Facts facts={facts} />
          <HoldList holds={holds} shipmentId={line.shipmentId} canRelease={allowed.includes('release_hold')} />
        </Card>
        <ContactsCard contacts={contacts} />
        <SimilarCard similar={similar} type={line.type} zone={line.zone} />
      </div>
    </div>
  )
}

function Acts({ line, allowed, context, seq, preferred }: CaseData) {
  const { done } = useTriageContext()
  useFocusOnResolve()
  const resolving = resolvingActs(line, { allowed })
  const waiting = waitingActs(line, { allowed })
  const common = { shipmentId: line.shipmentId, context, seq, preferred }
  return (
    <>
      {resolving.length > 0 && (
        <Card title="Resolve it" id="resolve">
          <ActList acts={resolving} {...common} onApplied={() => done(line.id)} />
        </Card>
      )}
      {waiting.length > 0 && (
        <Card title={line.state === 'resolved' ? 'If it is back' : 'Not now'} id="wait">
          <ActList acts={waiting} {...common} onApplied={({ type }) => type !== 'reopen' && done(line.id)} />
        </Card>
      )}
    </>
  )
}

/** The key for "resolve" leads to the first action, also when the case has only just been opened. */
function useFocusOnResolve(): void {
  const { hash, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same key once more is a wish once more
  useEffect(() => {
    if (hash !== '#resolve') return
    const first = document.querySelector<HTMLElement>('#resolve summary')
    first?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'center' })
  }, [hash, key])
}

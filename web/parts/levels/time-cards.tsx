import { exceptionRow, exceptionTypes } from '#domain/exception-types.ts'
import { allowanceKeys, defaultAllowances, proofDemands, proofKinds } from '#domain/policy.ts'
import { proofTable } from '#domain/proofs.ts'
import { durationText } from '../../duration-text.ts'
import { wireWords } from '../../format.ts'
import { Card } from '../../ui/card.tsx'
import { allowanceName } from '../../words/allowances.ts'
import { typeName } from '../../words/exceptions.ts'
import { FilledSelect, FilledText } from '../rules/filled.tsx'

const demands = proofDemands.map((demand) => ({ value: demand, label: wireWords(demand) }))
const columns = 'grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-3'

/** How long the first owner of each exception has. */
export function SlaCard() {
  return (
    <Card title="SLAs">
      <p className="mb-3 text-sm text-text-2">
        Open time to resolve an exception, such as 30 min, 1 h 30 min or 1 d, a day being a day of its clock. Empty
        takes what is shown.
      </p>
      <div className={columns}>
        {exceptionTypes.map((type) => (
          <Length key={type} name={`slas.${type}`} label={typeName(type)} usual={exceptionRow(type).sla} />
        ))}
      </div>
    </Card>
  )
}

/** How long each step may take. */
export function AllowanceCard() {
  return (
    <Card title="Time allowed">
      <p className="mb-3 text-sm text-text-2">
        Elapsed time for each step, such as 15 min, 24 h or 7 d; a claim counts working days. Empty takes what is shown.
      </p>
      <div className={columns}>
        {allowanceKeys.map((key) => (
          <Length key={key} name={`allowances.${key}`} label={allowanceName(key)} usual={defaultAllowances[key]} />
        ))}
      </div>
    </Card>
  )
}

/** What must be proven at the door. */
export function ProofCard() {
  return (
    <Card title="Proof of delivery">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {proofKinds.map((kind) => (
          <FilledSelect key={kind} label={proofTable[kind].name} name={`proofs.${kind}`} isMarked options={demands} />
        ))}
      </div>
    </Card>
  )
}

function Length({ name, label, usual }: { name: string; label: string; usual: string }) {
  return <FilledText label={label} name={name} isMarked placeholder={durationText(usual)} autoComplete="off" />
}

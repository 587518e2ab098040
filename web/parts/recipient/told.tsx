import { CircleCheck, OctagonX } from 'lucide-react'
import { type CommandType, commandTypes } from '#domain/commands.ts'
import { isCommandResult } from '../../command-result.ts'
import { useActionData, useSearchParams } from '../../framework.ts'
import { doneWords } from '../../words/recipient.ts'

type Props = {
  /** What can be done now: the form of such a command tells of its own refusal. */
  allowed: readonly CommandType[]
  /** What is said where the form of a refused choice has gone meanwhile. */
  tooLate: string
}

/** How the last choice came out, on a page without scripts. */
export function Told({ allowed, tooLate }: Props) {
  const [search] = useSearchParams()
  const result = useActionData<unknown>()
  const isRefused = isCommandResult(result) && result.kind === 'refused'
  if (isRefused) return allowed.includes(result.type) ? null : <Line isGood={false} words={tooLate} />
  const done = commandTypes.find((type) => type === search.get('done'))
  return done ? <Line isGood words={doneWords[done] ?? 'Done.'} /> : null
}

function Line({ isGood, words }: { isGood: boolean; words: string }) {
  const Icon = isGood ? CircleCheck : OctagonX
  const look = isGood ? 'border-ok bg-ok-soft text-ok' : 'border-danger bg-danger-soft text-danger'
  return (
    <p role="status" className={`flex items-start gap-2 rounded-md border px-4 py-3 font-medium ${look}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      {words}
    </p>
  )
}

import { Eye } from 'lucide-react'
import { useState } from 'react'
import { mostStatuses } from '#domain/imports.ts'
import { fieldMessages } from '../../field-messages.ts'
import { Form, useNavigation, useRouteLoaderData } from '../../framework.ts'
import type { loader } from '../../root.tsx'
import type { Problem } from '../../server/problems.server.ts'
import type { StatusValues } from '../../server/statuses.server.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'

type Choice = { value: string; label: string }
type Props = {
  values: StatusValues
  choices: readonly Choice[]
  problem: Problem | null
  /** What was looked at before and is not applied; another look replaces it. */
  look: string | null
}

const notChosen: readonly Choice[] = [{ value: '', label: 'Choose' }]

/** One status for many parcels: numbers as they are pasted or scanned. */
export function StatusForm({ values, choices, problem, look }: Props) {
  const isBusy = useNavigation().state === 'submitting'
  const seed = useRouteLoaderData<typeof loader>('root')?.seed ?? ''
  const [numbers, setNumbers] = useState(values.numbers)
  const messages = fieldMessages(problem?.errors ?? [])
  return (
    <Form method="post" className="flex flex-col gap-4">
      <input type="hidden" name="seed" value={seed} />
      <input type="hidden" name="look" value={look ?? ''} />
      <FormErrorsProvider messages={messages}>
        {problem && <ProblemSummary title={problem.title} message={problem.message} messages={messages} />}
        <TextArea
          label="Numbers"
          name="numbers"
          rows={8}
          required
          defaultValue={values.numbers}
          onInput={({ currentTarget }) => setNumbers(currentTarget.value)}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          hint={`${countWords(numbers)} One a line, or between spaces, commas or semicolons: tracking numbers or your references.`}
        />
        <SelectField
          label="Status"
          name="status"
          required
          options={[...notChosen, ...choices]}
          defaultValue={values.status}
        />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <TextField label="Time, now if empty" name="at" type="datetime-local" defaultValue={values.at} isMarked />
          <TextField label="Place" name="place" defaultValue={values.place} maxLength={200} />
        </div>
        <TextField
          label="Reason"
          name="reason"
          defaultValue={values.reason}
          maxLength={200}
          hint="In your own code, as your mapping knows it."
        />
        <label className="flex min-h-8 items-center gap-2 text-sm">
          <input type="checkbox" name="evidence" defaultChecked={values.hasEvidence} className="size-4 shrink-0" />
          We hold the proof of delivery or hand-back
        </label>
        <div className="flex flex-wrap items-center gap-3">
          <Button name="intent" value="look" disabled={isBusy}>
            <Eye aria-hidden="true" className="size-4" /> Look
          </Button>
          <p className="text-sm text-text-2">No parcel moves by looking.</p>
        </div>
      </FormErrorsProvider>
    </Form>
  )
}

function countWords(text: string): string {
  const count = new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ).size
  if (count === 0) return `Up to ${mostStatuses.toLocaleString('en-GB')}.`
  return `${count === 1 ? '1 number' : `${count} numbers`}.`
}

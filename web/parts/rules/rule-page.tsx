import { ChevronLeft, Save } from 'lucide-react'
import type { ReactNode } from 'react'
import { Form, Link, useNavigation } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { type FieldMessages, FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { FilledProvider } from '../booking/values.tsx'

type Values = Readonly<Record<string, string>>
export type RefusedRule = { problem: { title: string; message: string }; messages: FieldMessages; values: Values }

type Props = {
  back: { to: string; name: string }
  title: string
  code: string
  /** 0 for a rule that is new. */
  version: number
  isSaved: boolean
  /** What running shipments keep, and until when: "hours they were booked under until ...". */
  keep: string
  /** What is special about these values, told above the form. */
  note?: ReactNode
  /** Other things to do with what is typed, beside publishing it. */
  more?: ReactNode
  values: Values
  refused: RefusedRule | undefined
  children: ReactNode
}

const none: FieldMessages = {}

/** The page of one rule: a form whose saving makes the next version. */
export function RulePage(props: Props) {
  const { back, title, code, version, isSaved, keep, note, more, values, refused, children } = props
  const isBusy = useNavigation().state === 'submitting'
  const messages = refused?.messages ?? none
  return (
    <div className="flex flex-col gap-5">
      <Link to={back.to} className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> {back.name}
      </Link>
      <div>
        <p className="figures flex items-center gap-2 text-xs text-text-3">
          {code} <Tag tone={version === 0 ? 'info' : 'neutral'}>{version === 0 ? 'new' : `version ${version}`}</Tag>
        </p>
        <h1 className="mt-1 text-2xl font-semibold">{title}</h1>
      </div>
      {isSaved && !refused && (
        <p role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm font-semibold text-ok">
          Version {version} is in force for new bookings.
        </p>
      )}
      {note}
      <Form key={version} method="post" className="flex flex-col gap-5">
        <FilledProvider values={refused?.values ?? values}>
          <FormErrorsProvider messages={messages}>
            {refused && (
              <ProblemSummary title={refused.problem.title} message={refused.problem.message} messages={messages} />
            )}
            {children}
          </FormErrorsProvider>
        </FilledProvider>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button size="large" disabled={isBusy}>
            <Save aria-hidden="true" className="size-4" /> Publish version {version + 1}
          </Button>
          {more}
          <p className="text-sm text-text-2">For bookings from now on: running shipments keep the {keep}.</p>
        </div>
      </Form>
    </div>
  )
}

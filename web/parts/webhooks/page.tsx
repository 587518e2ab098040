import { ChevronLeft, Save } from 'lucide-react'
import { fieldMessages } from '../../field-messages.ts'
import { Form, Link, useNavigation } from '../../framework.ts'
import type { Problem } from '../../server/problems.server.ts'
import type { EndpointAnswer, EndpointPage, EndpointValues } from '../../server/webhooks.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { Tag } from '../../ui/tag.tsx'
import { EndpointActs } from './acts.tsx'
import { EndpointFacts } from './endpoint-facts.tsx'
import { EndpointFields } from './endpoint-fields.tsx'
import { Messages } from './messages.tsx'
import { SecretBox } from './secret-box.tsx'

type Props = {
  page: EndpointPage
  answer: EndpointAnswer | undefined
  base: string
  /** An admin looks, stops and replays; what it is told of is the partner's own. */
  canChange: boolean
}

/** One endpoint: how it stands, what can be done with it, and every message. */
export function EndpointView({ page: { endpoint, done, ...log }, answer, base, canChange }: Props) {
  const problem = answer?.problem ?? null
  const isChangeRefused = problem !== null && answer?.intent === 'change'
  return (
    <div className="flex flex-col gap-5">
      <Link to={base} className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> Webhooks
      </Link>
      <div>
        <p className="flex flex-wrap items-center gap-2 text-sm text-text-2">
          <Tag tone={endpoint.standing.tone}>{endpoint.standing.name}</Tag>
          {canChange ? endpoint.description : endpoint.partnerName}
        </p>
        <h1 className="mt-1 text-xl font-semibold break-all">{endpoint.url}</h1>
      </div>
      {answer?.secret && <SecretBox secret={answer.secret} title="A new secret" />}
      {done && !answer && (
        <p role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm font-semibold text-ok">
          {done}
        </p>
      )}
      {problem && !isChangeRefused && <ProblemSummary title={problem.title} message={problem.message} />}
      {endpoint.offWords && (
        <p className="rounded-md border border-warn bg-warn-soft px-4 py-3 text-sm text-warn">{endpoint.offWords}</p>
      )}
      <EndpointActs isOn={endpoint.isOn} canChange={canChange} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Messages {...log} />
        <div className="flex flex-col gap-5 max-lg:contents">
          <div className="max-lg:order-first">
            <EndpointFacts endpoint={endpoint} />
          </div>
          {canChange && (
            <ChangeForm
              values={isChangeRefused && answer ? answer.values : endpoint}
              problem={isChangeRefused ? problem : null}
            />
          )}
        </div>
      </div>
    </div>
  )
}

type ChangeProps = { values: EndpointValues; problem: Problem | null }

function ChangeForm({ values, problem }: ChangeProps) {
  const isBusy = useNavigation().state === 'submitting'
  const messages = fieldMessages(problem?.errors ?? [])
  return (
    <Card title="Change it">
      <Form method="post" className="flex flex-col gap-4">
        <FormErrorsProvider messages={messages}>
          {problem && <ProblemSummary title={problem.title} message={problem.message} messages={messages} />}
          <EndpointFields values={values} />
          <Button name="intent" value="change" disabled={isBusy} className="self-start">
            <Save aria-hidden="true" className="size-4" /> Save
          </Button>
        </FormErrorsProvider>
      </Form>
    </Card>
  )
}

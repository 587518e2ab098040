import { Plus } from 'lucide-react'
import { fieldMessages } from '../../field-messages.ts'
import { Form, useNavigation } from '../../framework.ts'
import type { Problem } from '../../server/problems.server.ts'
import type { EndpointValues } from '../../server/webhooks.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { EndpointFields } from './endpoint-fields.tsx'

type Props = { problem: Problem | null; values: EndpointValues }

/** Adds an endpoint; a refused form keeps what was typed. */
export function NewEndpoint({ problem, values }: Props) {
  const isBusy = useNavigation().state === 'submitting'
  const messages = fieldMessages(problem?.errors ?? [])
  return (
    <Card title="Add an endpoint">
      <Form method="post" className="flex flex-col gap-4">
        <FormErrorsProvider messages={messages} prefix="new-">
          {problem && (
            <ProblemSummary title={problem.title} message={problem.message} messages={messages} prefix="new-" />
          )}
          <EndpointFields values={values} />
          <Button disabled={isBusy} className="self-start">
            <Plus aria-hidden="true" className="size-4" /> Add and show the secret
          </Button>
        </FormErrorsProvider>
      </Form>
    </Card>
  )
}

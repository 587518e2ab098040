import { fieldMessages } from '../../field-messages.ts'
import { Form, useNavigation } from '../../framework.ts'
import type { ImportHead } from '../../server/present-imports.server.ts'
import type { Problem } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { FormatFields } from './format-fields.tsx'

type Props = { file: ImportHead; problem: Problem | null }

/** Corrects how a file is read; it is staged anew, and the next files of the partner are read alike. */
export function FormatCard({ file, problem }: Props) {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <Card title="Columns and dates">
      <details open={problem !== null || file.state === 'failed'}>
        <summary className="flex min-h-8 w-fit items-center text-sm font-semibold text-accent">
          Correct how the file is read
        </summary>
        <Form method="post" className="mt-2 flex flex-col gap-4">
          <input type="hidden" name="intent" value="change" />
          <p className="max-w-prose text-sm text-text-2">
            Write the names of your columns as they stand in the first line of the file. What you leave empty is found
            by its usual names. It is remembered for your next files.
          </p>
          <FormErrorsProvider messages={fieldMessages(problem?.errors ?? [])} prefix="format-">
            <FormatFields format={file.format} />
            <Button tone="secondary" disabled={isBusy} className="self-start">
              Read it again
            </Button>
          </FormErrorsProvider>
        </Form>
      </details>
    </Card>
  )
}

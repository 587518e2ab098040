import { Plus } from 'lucide-react'
import { Form } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'

type Props = { title: string; example: string; refused: string | null }

/** Names a new rule by its code; the rest is written on its own page. */
export function AddByCode({ title, example, refused }: Props) {
  const messages = refused === null ? {} : { code: 'must be lower-case letters, digits and underscores' }
  return (
    <Card title={title}>
      <Form className="flex flex-col gap-4">
        <FormErrorsProvider messages={messages}>
          <TextField
            label="Code"
            name="code"
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="none"
            defaultValue={refused ?? ''}
            hint={`Lower-case letters, digits and underscores, such as ${example}. It stays as it is.`}
          />
          <Button>
            <Plus aria-hidden="true" className="size-4" /> Go on
          </Button>
        </FormErrorsProvider>
      </Form>
    </Card>
  )
}

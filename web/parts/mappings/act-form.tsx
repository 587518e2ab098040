import type { ReactNode } from 'react'
import { Form } from '../../framework.ts'

type Props = { intent: string; revision: number; children: ReactNode; className?: string }

/** One act on the workbench; it names the draft that its author has seen. */
export function MappingForm({ intent, revision, children, className }: Props) {
  return (
    <Form method="post" className={className} preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="revision" value={revision} />
      {children}
    </Form>
  )
}

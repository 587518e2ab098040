import { useEffect, useRef, useState } from 'react'
import { actionRow } from '#domain/exception-actions.ts'
import { Form, useNavigation, useRouteLoaderData } from '../../framework.ts'
import type { loader } from '../../root.tsx'
import type { ActContext } from '../../server/act-context.server.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ActInput } from '../acts/act-fields.tsx'
import { type BulkKind, bulkActions, bulkTable } from './bulk.ts'
import type { Chosen } from './use-selection.ts'

type Props = { kind: BulkKind | null; chosen: readonly Chosen[]; context: ActContext; close: () => void }

const none = {}

/** One look at what is going to happen to how many, before it becomes a job. */
export function BulkDialog({ kind, chosen, context, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (kind) dialog.current?.showModal()
    else dialog.current?.close()
  }, [kind])
  const words = kind ? `${bulkTable[kind].name} ${countWords(chosen.length)}` : ''
  return (
    <Dialog ref={dialog} title={words || 'Many at once'} onClose={close}>
      {kind && (
        <FormErrorsProvider messages={none} prefix="bulk-">
          <BulkForm key={kind} {...{ kind, chosen, context, words }} />
        </FormErrorsProvider>
      )}
    </Dialog>
  )
}

type FormProps = Omit<Props, 'close' | 'kind'> & { kind: BulkKind; words: string }

function BulkForm({ kind, chosen, context, words }: FormProps) {
  const seed = useRouteLoaderData<typeof loader>('root')?.seed ?? ''
  const isBusy = useNavigation().state === 'submitting'
  const rows = chosen.map(({ id, shipmentId }) => `${shipmentId}:${id}`).join(' ')
  return (
    <Form method="post" action="/dispatch/jobs" className="@container flex flex-col gap-3">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="seed" value={seed} />
      <input type="hidden" name="rows" value={rows} />
      <Breakdown chosen={chosen} />
      {kind === 'resolve' && <ActionChoice chosen={chosen} />}
      {bulkTable[kind].fields.map((field) => (
        <ActInput key={field.name} field={field} context={context} fixed={none} />
      ))}
      <p className="text-sm text-text-2">
        Each one is its own command. What does not fit any more is refused alone, with its reason; the rest goes on.
      </p>
      <Button tone={kind === 'dismiss' ? 'danger' : 'primary'} disabled={isBusy}>
        {isBusy ? 'Sent' : words}
      </Button>
    </Form>
  )
}

function ActionChoice({ chosen }: { chosen: readonly Chosen[] }) {
  const actions = bulkActions(chosen)
  const [first] = actions
  const [picked, pick] = useState<string>(first?.action ?? '')
  const effect = actions.find(({ action }) => action === picked)
  const options = actions.map(({ action, count }) => ({
    value: action,
    label: count === chosen.length ? actionRow(action).name : `${actionRow(action).name}, ${count} of ${chosen.length}`,
  }))
  return (
    <SelectField
      label="With"
      name="action"
      required
      options={options}
      hint={effect ? actionRow(effect.action).effect : 'Nothing can be done to all of these at once.'}
      onChange={({ currentTarget }) => pick(currentTarget.value)}
    />
  )
}

function Breakdown({ chosen }: { chosen: readonly Chosen[] }) {
  const counts = new Map<string, number>()
  for (const { name } of chosen) counts.set(name, (counts.get(name) ?? 0) + 1)
  const largest = [...counts].toSorted((a, b) => b[1] - a[1])
  return (
    <ul className="max-h-40 overflow-y-auto rounded-md border border-line bg-surface-2 px-3 py-2 text-sm">
      {largest.map(([name, count]) => (
        <li key={name} className="flex justify-between gap-3">
          {name} <span className="figures font-semibold">{count}</span>
        </li>
      ))}
    </ul>
  )
}

function countWords(count: number): string {
  return count === 1 ? '1 exception' : `${count} exceptions`
}

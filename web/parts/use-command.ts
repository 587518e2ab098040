import { type FormEvent, useEffect, useRef, useState } from 'react'
import { commandIdFor } from '../command-id.ts'
import { type CommandResult, isCommandResult } from '../command-result.ts'
import { useActionData, useFetcher, useRouteLoaderData } from '../framework.ts'
import type { loader } from '../root.tsx'
import { useTell } from './results.tsx'

const slowAfterMs = 4_000
const askAgainMs = 2_000

/** One command form: its id, where it stands, and how it came out. */
export function useCommand(formKey: string) {
  const fetcher = useFetcher<unknown>()
  const seed = useRouteLoaderData<typeof loader>('root')?.seed ?? ''
  const byAction = useActionData<unknown>()
  const result = ofForm(fetcher.data, formKey) ?? ofForm(byAction, formKey)
  const last = useRef<FormData | null>(null)
  const isBusy = fetcher.state !== 'idle' || (isOpen(result) && last.current !== null)
  const isSlow = useIsSlow(isBusy)
  const commandId = isOpen(result) ? result.commandId : commandIdFor(seed, formKey)

  useOutcome(fetcher.state === 'idle' ? result : null)
  useEffect(() => {
    const form = last.current
    if (fetcher.state !== 'idle' || !isOpen(result) || !form) return
    // The same id again: an act that was done meanwhile only answers.
    const timer = setTimeout(() => fetcher.submit(form, { method: 'post', encType: 'multipart/form-data' }), askAgainMs)
    return () => clearTimeout(timer)
  }, [fetcher, result])

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    last.current = new FormData(event.currentTarget, submitter)
  }
  return { Form: fetcher.Form, result, isBusy, isSlow, commandId, onSubmit }
}

/** Sent, but with no final answer yet. */
function isOpen(result: CommandResult | null): result is CommandResult & { kind: 'pending' | 'unreachable' } {
  return result?.kind === 'pending' || result?.kind === 'unreachable'
}

function ofForm(data: unknown, formKey: string): CommandResult | null {
  return isCommandResult(data) && data.formKey === formKey ? data : null
}

function useIsSlow(isBusy: boolean): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isBusy) return setSlow(false)
    const timer = setTimeout(() => setSlow(true), slowAfterMs)
    return () => clearTimeout(timer)
  }, [isBusy])
  return isSlow
}

function useOutcome(result: CommandResult | null): void {
  const tell = useTell()
  const told = useRef<CommandResult | null>(null)
  useEffect(() => {
    if (!result || told.current === result) return
    told.current = result
    if (result.kind === 'applied') tell({ tone: 'ok', words: result.words })
    if (result.kind === 'refused') tell({ tone: 'refused', words: result.message || result.title })
    if (result.kind === 'pending') tell({ tone: 'waiting', words: 'Taken, still working on it. Nothing is done twice.' })
    if (result.kind === 'unreachable') tell({ tone: 'waiting', words: 'No answer from the server. Trying again.' })
  }, [result, tell])
}

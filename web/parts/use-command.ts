import { type FormEvent, useEffect, useRef, useState } from 'react'
import { commandIdFor } from '../command-id.ts'
import { type CommandResult, isCommandResult } from '../command-result.ts'
import { useActionData, useFetcher, useRouteLoaderData } from '../framework.ts'
import type { loader } from '../root.tsx'
import { useTell } from './tell.ts'

const slowAfterMs = 4_000
const askAgainMs = 2_000

type Wish = { action?: string | undefined; onApplied?: (() => void) | undefined }

/** One command form: its id, where it stands, and how it came out. */
export function useCommand(formKey: string, { action, onApplied }: Wish = {}) {
  const fetcher = useFetcher<unknown>()
  const seed = useRouteLoaderData<typeof loader>('root')?.seed ?? ''
  const byAction = useActionData<unknown>()
  const result = ofForm(fetcher.data, formKey) ?? ofForm(byAction, formKey)
  const last = useRef<FormData | null>(null)
  const element = useRef<HTMLFormElement | null>(null)
  const isBusy = fetcher.state !== 'idle' || (isOpen(result) && last.current !== null)
  const isSlow = useIsSlow(isBusy)
  const commandId = isOpen(result) ? result.commandId : commandIdFor(seed, formKey)

  useApplied(result, () => {
    element.current?.reset()
    onApplied?.()
  })
  useEffect(() => {
    const form = last.current
    if (fetcher.state !== 'idle' || !isOpen(result) || !form) return
    // The same id again: an act that was done meanwhile only answers.
    const to = { method: 'post', encType: 'multipart/form-data', ...(action && { action }) } as const
    const timer = setTimeout(() => fetcher.submit(form, to), askAgainMs)
    return () => clearTimeout(timer)
  }, [fetcher, result, action])

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    element.current = event.currentTarget
    last.current = new FormData(event.currentTarget, submitter)
  }
  return { Form: fetcher.Form, isHydrated: useIsHydrated(), result, isBusy, isSlow, commandId, onSubmit }
}

/** Sent, but with no final answer yet. */
function isOpen(result: CommandResult | null): result is CommandResult & { kind: 'pending' | 'unreachable' } {
  return result?.kind === 'pending' || result?.kind === 'unreachable'
}

function ofForm(data: unknown, formKey: string): CommandResult | null {
  return isCommandResult(data) && data.formKey === formKey ? data : null
}

/** Whether scripts run: then the answer comes into this page, and the action need not send another one. */
function useIsHydrated(): boolean {
  const [isHydrated, setHydrated] = useState(false)
  useEffect(() => setHydrated(true), [])
  return isHydrated
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

/** Runs once for each command that was applied. */
function useApplied(result: CommandResult | null, onApplied: () => void): void {
  const tell = useTell()
  const done = useRef<CommandResult | null>(null)
  const latest = useRef(onApplied)
  latest.current = onApplied
  useEffect(() => {
    if (!result || done.current === result) return
    done.current = result
    // What was only asked for is told in its form.
    if (result.kind === 'previewed') return
    tell(result)
    if (result.kind === 'applied') latest.current()
  }, [result, tell])
}

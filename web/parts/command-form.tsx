import { LoaderCircle } from 'lucide-react'
import { createContext, type ReactNode, useContext } from 'react'
import type { CommandType } from '#domain/commands.ts'
import type { Preview } from '../command-result.ts'
import { Button, type ButtonLook } from '../ui/button.tsx'
import { FormErrorsProvider } from '../ui/form-errors.tsx'
import { ProblemSummary } from '../ui/problem-summary.tsx'
import { useCommand } from './use-command.ts'

type Progress = { isBusy: boolean; isSlow: boolean }
const Progress = createContext<Progress>({ isBusy: false, isSlow: false })

const Previewed = createContext<Preview | null>(null)

/** What the form around would do, where it was asked for without scripts. */
export function usePreviewed(): Preview | null {
  return useContext(Previewed)
}

type Props = {
  shipmentId: string
  /** Absent where the buttons themselves carry it. */
  type?: CommandType
  /** Tells the forms of one page apart; needed where a page has several of one type. */
  formKey?: string
  /** Refused as out of date when the shipment has moved on. */
  expectedSeq?: number
  hasFiles?: boolean
  /** Where it is sent when not to the page that it stands on. */
  action?: string
  className?: string
  onApplied?: () => void
  children: ReactNode
}

/** A native form that gives one command; scripts only spare the page from loading anew. */
export function CommandForm({ shipmentId, type, formKey, expectedSeq, hasFiles = false, className, ...rest }: Props) {
  const key = formKey ?? `${shipmentId}-${type}`
  const { Form, isHydrated, result, isBusy, isSlow, commandId, onSubmit } = useCommand(key, rest)
  const refused = result?.kind === 'refused' ? result : null
  const values = refused?.values ?? (result?.kind === 'previewed' ? result.values : undefined)
  return (
    <Form
      method="post"
      {...(rest.action && { action: rest.action })}
      encType={hasFiles ? 'multipart/form-data' : 'application/x-www-form-urlencoded'}
      className={className}
      onSubmit={onSubmit}
      aria-busy={isBusy}
    >
      {type && <input type="hidden" name="type" value={type} />}
      {isHydrated && <input type="hidden" name="via" value="script" />}
      <input type="hidden" name="formKey" value={key} />
      <input type="hidden" name="commandId" value={commandId} />
      <input type="hidden" name="shipmentId" value={shipmentId} />
      {expectedSeq !== undefined && <input type="hidden" name="expectedSeq" value={expectedSeq} />}
      {Object.entries(refused?.kept ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormErrorsProvider messages={refused?.messages ?? {}} prefix={`${key}-`} {...(values && { values })}>
        {refused && <ProblemSummary {...refused} prefix={`${key}-`} />}
        {result?.kind === 'pending' && !isBusy && (
          <p role="status" className="text-sm text-text-2">
            Taken, still working on it. Press once more to see the answer; nothing is done twice.
          </p>
        )}
        <Previewed.Provider value={result?.kind === 'previewed' ? result.preview : null}>
          <Progress.Provider value={{ isBusy, isSlow }}>{rest.children}</Progress.Provider>
        </Previewed.Provider>
      </FormErrorsProvider>
    </Form>
  )
}

type SubmitProps = ButtonLook & {
  children: ReactNode
  /** For forms whose buttons carry the command. */
  type?: CommandType
  className?: string
  shortcut?: string
}

/** The button of a command form; while the command is under way it says so. */
export function CommandButton({ children, type, shortcut, ...look }: SubmitProps) {
  const { isBusy, isSlow } = useContext(Progress)
  return (
    <Button
      {...look}
      {...(type && { name: 'type', value: type })}
      aria-disabled={isBusy || undefined}
      onClick={(event) => isBusy && event.preventDefault()}
      {...(shortcut && { 'data-key': shortcut, 'aria-keyshortcuts': shortcut })}
    >
      {isBusy && <LoaderCircle aria-hidden="true" className="size-4 animate-spin" />}
      {isBusy ? (isSlow ? 'Still working' : 'Sent') : children}
    </Button>
  )
}

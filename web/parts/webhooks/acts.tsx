import { Power, RefreshCw, Send, Trash2 } from 'lucide-react'
import { Form, useNavigation } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'

type Props = { isOn: boolean; canChange: boolean }

/** What can be done with an endpoint; each is a form of its own that works without scripts. */
export function EndpointActs({ isOn, canChange }: Props) {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <div className="flex flex-wrap items-start gap-2">
      {canChange && isOn && (
        <Form method="post">
          <Button name="intent" value="test" tone="secondary" disabled={isBusy}>
            <Send aria-hidden="true" className="size-4" /> Send a test
          </Button>
        </Form>
      )}
      {(canChange || isOn) && (
        <Form method="post">
          <Button
            name="intent"
            value={isOn ? 'disable' : 'enable'}
            tone={isOn ? 'warning' : 'primary'}
            disabled={isBusy}
          >
            <Power aria-hidden="true" className="size-4" /> {isOn ? 'Switch off' : 'Switch on'}
          </Button>
        </Form>
      )}
      {canChange && (
        <>
          <Confirmed
            intent="rotate"
            name="New secret"
            icon={<RefreshCw aria-hidden="true" className="size-4" />}
            words="The new secret is shown once. For a day the one before signs as well, so that you can change over."
            confirm="Make a new secret"
          />
          <Confirmed
            intent="delete"
            name="Delete"
            icon={<Trash2 aria-hidden="true" className="size-4" />}
            words="Its messages and their log go with it, also those that wait. This cannot be taken back."
            confirm="Delete for good"
          />
        </>
      )}
    </div>
  )
}

type ConfirmedProps = { intent: string; name: string; icon: React.ReactNode; words: string; confirm: string }

/** An act that says first what it does. */
function Confirmed({ intent, name, icon, words, confirm }: ConfirmedProps) {
  const isBusy = useNavigation().state === 'submitting'
  return (
    <details className="group open:basis-full sm:open:basis-auto">
      <summary className="flex min-h-10 w-fit items-center gap-2 rounded-md border border-line-strong bg-surface-1 px-4 text-sm font-semibold hover:bg-surface-3">
        {icon} {name}
      </summary>
      <Form method="post" className="mt-2 max-w-sm rounded-md border border-line bg-surface-2 p-4">
        <p className="text-sm text-text-2">{words}</p>
        <Button name="intent" value={intent} tone="warning" size="small" disabled={isBusy} className="mt-3">
          {confirm}
        </Button>
      </Form>
    </details>
  )
}

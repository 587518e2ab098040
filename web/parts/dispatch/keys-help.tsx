import { forwardRef, useEffect, useState } from 'react'
import { areKeysOn, switchKeys } from '../../keys.ts'
import { Dialog } from '../../ui/dialog.tsx'

const keys = [
  ['j', 'Next row'],
  ['k', 'Previous row'],
  ['n', 'Next one that is not done'],
  ['Enter', 'Open the case'],
  ['x', 'Choose the row'],
  ['Shift j', 'Choose on downwards, Shift k upwards'],
  ['1', 'Acknowledge'],
  ['2', 'Take'],
  ['3', 'Dismiss, with a reason'],
  ['r', 'Resolve with an action'],
  ['e', 'Escalate'],
  ['h', 'Snooze'],
  ['p', 'Place a hold'],
  ['c', 'Add a note'],
  ['o', 'Open a resolved one again'],
  ['u', 'Undo what was just done'],
  ['/', 'Search'],
  ['?', 'This list'],
] as const

/** The keys of the queue, and the switch that turns them off. */
export const KeysHelp = forwardRef<HTMLDialogElement>(function KeysHelp(_, ref) {
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(areKeysOn()), [])
  return (
    <Dialog ref={ref} title="Keys">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 text-sm">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-8 rounded-sm border border-line-strong px-2 py-0.5 text-center font-semibold">
                {key}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-text-2">With rows chosen, 1, 2, 3, h and r act on all of them.</p>
      <label className="mt-4 flex items-center gap-3 border-t border-line pt-4 text-sm font-medium">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ currentTarget }) => {
            switchKeys(currentTarget.checked)
            setOn(currentTarget.checked)
          }}
          className="size-5 accent-(--accent-fill)"
        />
        Single keys act on this page
      </label>
    </Dialog>
  )
})

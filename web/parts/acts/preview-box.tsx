import { Ban, Eye } from 'lucide-react'
import { useRef } from 'react'
import type { Preview } from '../../command-result.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { usePreviewed } from '../command-form.tsx'
import { usePreview } from './use-preview.ts'

/** What the form around it would do; it follows what is typed, and without scripts a button asks. */
export function PreviewBox() {
  const box = useRef<HTMLDivElement>(null)
  const asked = usePreviewed()
  const preview = usePreview(box) ?? asked
  return (
    <div ref={box}>
      <div aria-live="polite" aria-atomic="true">
        {preview && <Words preview={preview} />}
      </div>
      <noscript>
        <Button name="intent" value="preview" tone="secondary" size="small" className="mt-2">
          Preview
        </Button>
      </noscript>
    </div>
  )
}

function Words({ preview: { kind, words } }: { preview: Preview }) {
  if (kind === 'incomplete') {
    return <p className="text-sm text-text-3">What it would do shows here once the fields above are filled in.</p>
  }
  const Icon = kind === 'would' ? Eye : Ban
  const lines = words.length > 0 ? words : ['Nothing else changes.']
  return (
    <div
      className={cn(
        'flex gap-2 rounded-md border border-dashed px-3 py-2 text-sm',
        kind === 'would' ? 'border-line-strong bg-surface-2' : 'border-danger bg-danger-soft text-danger',
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <ul className="flex min-w-0 flex-col gap-0.5">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

import { Eye } from 'lucide-react'

/** What an act would do, as a dry run of the rules says it. */
export function PreviewWords({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <div className="flex gap-2 rounded-md border border-dashed border-line-strong bg-surface-2 px-3 py-2 text-sm">
      <Eye aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <ul className="flex min-w-0 flex-col gap-0.5">
        {words.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

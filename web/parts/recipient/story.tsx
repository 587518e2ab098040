import { AlarmClock } from 'lucide-react'
import type { Story } from '../../server/story.server.ts'

/** What happened, what was chosen, and what happens unless somebody acts. */
export function StoryWords({ story }: { story: Story }) {
  return (
    <>
      {story.lines.map((line) => (
        <p key={line} className="mt-2 max-w-prose text-text-2">
          {line}
        </p>
      ))}
      {story.unless && <Unless words={story.unless} />}
    </>
  )
}

/** What silence means: never hidden in small print. */
export function Unless({ words }: { words: string }) {
  return (
    <p className="mt-3 flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm font-medium text-warn">
      <AlarmClock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{words}</span>
    </p>
  )
}

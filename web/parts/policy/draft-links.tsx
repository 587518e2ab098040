import { Pencil, Rocket } from 'lucide-react'
import { Link } from '../../framework.ts'
import { ButtonLink } from '../../ui/button.tsx'

type Draft = { code: string; name: string; version: number; madeOf: number }
type Props = { draft: Draft | null; packed: string | null; isDone: boolean }

/** From an outcome on: to the form of the level with the draft filled in, or to another try. */
export function DraftLinks({ draft, packed, isDone }: Props) {
  if (!draft || !packed) {
    return (
      <p className="text-sm text-text-2">
        This page was opened without its draft. Begin at one of the{' '}
        <Link to="/admin/service-levels" className="font-semibold text-accent underline underline-offset-4">
          service levels
        </Link>{' '}
        to publish or to try again.
      </p>
    )
  }
  const level = `/admin/service-levels/${draft.code}`
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-3">
        {isDone && (
          <ButtonLink to={`${level}?draft=${packed}`}>
            <Rocket aria-hidden="true" className="size-4" /> Publish this draft
          </ButtonLink>
        )}
        <ButtonLink to={`${level}/what-if?draft=${packed}`} tone="secondary">
          <Pencil aria-hidden="true" className="size-4" /> Change it and try again
        </ButtonLink>
      </div>
      {isDone && <p className="text-sm text-text-2">You see it once more, filled in, before it is published.</p>}
      {draft.madeOf !== draft.version && (
        <p className="text-sm font-semibold text-warn">
          Version {draft.version} was published after this draft was made of version {draft.madeOf}: look at the changes
          first.
        </p>
      )}
    </div>
  )
}

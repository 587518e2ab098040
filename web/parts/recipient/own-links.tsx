import { MessageSquareWarning, Pencil } from 'lucide-react'
import { ButtonLink } from '../../ui/button.tsx'

type Props = {
  number: string
  own: { canChange: boolean; canDispute: boolean }
  /** Whether somebody must choose now. */
  isAsked: boolean
}

/** The ways on from the tracking page of one's own parcel. */
export function OwnLinks({ number, own: { canChange, canDispute }, isAsked }: Props) {
  if (!canChange && !canDispute) return null
  const base = `/track/${encodeURIComponent(number)}`
  return (
    <p className="mt-4 flex flex-wrap gap-3">
      {canChange && (
        <ButtonLink to={`${base}/change`} reloadDocument size="large" tone={isAsked ? 'primary' : 'secondary'}>
          <Pencil aria-hidden="true" className="size-4" />
          {isAsked ? 'Choose what happens' : 'Change the delivery'}
        </ButtonLink>
      )}
      {canDispute && (
        <ButtonLink to={`${base}/confirm`} reloadDocument size="large" tone="secondary">
          <MessageSquareWarning aria-hidden="true" className="size-4" />
          Is something wrong?
        </ButtonLink>
      )}
    </p>
  )
}

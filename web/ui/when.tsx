import type { When as WhenWords } from '../format.ts'

type Props = { at: WhenWords; isRelative?: boolean; className?: string }

/** An instant in short words; the exact one shows on hovering. */
export function When({ at, isRelative = false, className }: Props) {
  return (
    <time dateTime={at.iso} title={at.exact} className={className}>
      {isRelative ? at.relative : at.text}
    </time>
  )
}

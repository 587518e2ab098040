import { ChevronRight } from 'lucide-react'
import { Link } from '../../framework.ts'

type Props = { to: string; name: string; code: string; version: number }

/** The name of a rule, leading to its page, with its code and version. */
export function RuleHead({ to, name, code, version }: Props) {
  return (
    <p className="flex items-center justify-between gap-3">
      <Link to={to} className="flex min-h-6 items-center gap-1 font-semibold text-accent">
        {name} <ChevronRight aria-hidden="true" className="size-4" />
      </Link>
      <span className="figures text-xs text-text-3">
        {code}, version {version}
      </span>
    </p>
  )
}

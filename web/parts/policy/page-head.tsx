import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '../../framework.ts'

type Props = { back: { to: string; name: string }; code: string; title: string; tag?: ReactNode }

/** The way back, the code of a rule, and its title. */
export function PageHead({ back, code, title, tag }: Props) {
  return (
    <>
      <Link to={back.to} className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent">
        <ChevronLeft aria-hidden="true" className="size-4" /> {back.name}
      </Link>
      <div>
        <p className="figures flex items-center gap-2 text-xs text-text-3">
          {code} {tag}
        </p>
        <h1 className="mt-1 text-2xl font-semibold">{title}</h1>
      </div>
    </>
  )
}

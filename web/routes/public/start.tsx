import { PackageSearch } from 'lucide-react'
import { type LoaderFunctionArgs, redirect } from '../../framework.ts'
import { homeOf } from '../../server/guard.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'

export function loader({ context }: LoaderFunctionArgs) {
  if (context.viewer?.kind === 'user') throw redirect(homeOf(context.viewer.roles))
  return null
}

export default function Start() {
  return (
    <div className="pt-10 md:pt-20">
      <h1 className="max-w-2xl text-2xl font-semibold">Every parcel on its way, and nothing late that nobody saw.</h1>
      <form action="/track" className="mt-6 flex max-w-xl gap-2">
        <input name="number" aria-label="Tracking number" className="h-12 grow rounded-md border border-line-strong bg-surface-1 px-3" />
        <Button size="large">
          <PackageSearch aria-hidden="true" className="size-4" />
          Track
        </Button>
      </form>
      <ButtonLink to="/login" reloadDocument tone="secondary" className="mt-4">
        Sign in
      </ButtonLink>
    </div>
  )
}

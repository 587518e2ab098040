import { Link, type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import type { Handle } from '../../handle.ts'
import { missing } from '../../server/problems.server.ts'
import { BrandMark } from '../../ui/brand.tsx'
import { ThemeSwitch } from '../../ui/theme-switch.tsx'

export const handle: Handle = { isScriptless: true }

export function loader({ context }: LoaderFunctionArgs) {
  if (!context.services.mailbox) throw missing()
  return null
}

export default function DevLayout() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex h-16 w-full max-w-4xl items-center justify-between px-4 sm:px-6">
        <Link to="/" reloadDocument className="flex items-center gap-2 text-lg font-semibold tracking-tight">
          <BrandMark className="size-8" />
          Waybill
        </Link>
        <ThemeSwitch />
      </header>
      <main id="main" className="mx-auto w-full max-w-4xl grow px-4 pb-16 sm:px-6">
        <Outlet />
      </main>
    </div>
  )
}

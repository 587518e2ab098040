import { Link, Outlet } from '../../framework.ts'
import type { Handle } from '../../handle.ts'
import { BrandMark } from '../../ui/brand.tsx'
import { ThemeSwitch } from '../../ui/theme-switch.tsx'

export const handle: Handle = { isScriptless: true }

export default function PublicLayout() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex h-16 w-full max-w-5xl items-center justify-between px-4 sm:px-6">
        <Link to="/" reloadDocument className="flex items-center gap-2 text-lg font-semibold tracking-tight">
          <BrandMark className="size-8" />
          Waybill
        </Link>
        <ThemeSwitch />
      </header>
      <main id="main" className="mx-auto w-full max-w-5xl grow px-4 pb-16 sm:px-6">
        <Outlet />
      </main>
    </div>
  )
}

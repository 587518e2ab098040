import { ChevronDown, LogOut, type LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, NavLink, useLocation, useRouteLoaderData } from '../framework.ts'
import { useRooms } from '../handle.ts'
import { useLive } from '../live.ts'
import type { loader } from '../root.tsx'
import { BrandMark } from '../ui/brand.tsx'
import { cn } from '../ui/cn.ts'
import { LiveDot } from '../ui/live-dot.tsx'
import { ThemeSwitch } from '../ui/theme-switch.tsx'
import { Bell } from './alerts/bell.tsx'
import { ResultsProvider } from './results.tsx'

export type NavItem = { to: string; name: string; icon: LucideIcon; isEnd?: boolean }

type Props = {
  /** Which copy of the waybill this console is. */
  copy: 'customer' | 'courier' | 'dispatch' | 'admin' | 'partner'
  copyName: string
  items: readonly NavItem[]
  children: ReactNode
}

/** More items than these stand closer together. */
const mostWide = 8

/** The frame of every console: bar on top, tabs at the bottom on phones. */
export function Shell({ copy, copyName, items, children }: Props) {
  const rooms = useRooms()
  const live = useLive(rooms)
  const bar = useCurrentInView()
  const tabs = useCurrentInView()
  const hasTabs = items.length > 1
  return (
    <div data-copy={copy} className="flex min-h-dvh flex-col">
      <header className="sticky top-0 z-30 border-b border-line bg-surface-1">
        <div className="mx-auto flex h-14 max-w-7xl items-center gap-2 px-4 sm:gap-3 sm:px-6">
          <Link to="/" className="flex items-center gap-2 font-semibold tracking-tight">
            <BrandMark className="size-7" />
            <span className="max-sm:sr-only md:max-lg:sr-only">Waybill</span>
          </Link>
          <span className="copy-tag shrink-0 rounded-sm px-1.5 py-0.5 text-xs font-medium text-text-1 md:max-lg:sr-only">
            {copyName}
          </span>
          <nav
            ref={bar}
            aria-label="Main"
            className="hidden h-full min-w-0 items-stretch overflow-x-auto md:flex lg:ms-4 xl:gap-1"
          >
            {items.map((item) => (
              <BarLink key={item.to} item={item} isDense={items.length > mostWide} />
            ))}
          </nav>
          <div className="ms-auto flex shrink-0 items-center gap-1 sm:gap-3">
            {rooms.some((room) => room !== '~alerts') && <LiveDot state={live} />}
            <Bell />
            <AccountMenu />
          </div>
        </div>
      </header>
      <main
        id="main"
        className={cn('mx-auto w-full max-w-7xl grow px-4 pt-5 pb-12 sm:px-6', hasTabs && 'max-md:pb-28')}
      >
        <ResultsProvider>{children}</ResultsProvider>
      </main>
      {hasTabs && (
        <nav
          ref={tabs}
          aria-label="Tabs"
          className="fixed inset-x-0 bottom-0 z-30 flex overflow-x-auto border-t border-line bg-surface-1 pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          {items.map((item) => (
            <TabLink key={item.to} {...item} />
          ))}
        </nav>
      )}
    </div>
  )
}

/** Where a bar holds more than its width, it is pushed so far that the page one is on can be seen in it. */
function useCurrentInView() {
  const bar = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: which link is the current one hangs on the path
  useEffect(() => {
    const { current } = bar
    const link = current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (!current || !link) return
    const [around, at] = [current.getBoundingClientRect(), link.getBoundingClientRect()]
    current.scrollLeft += (at.left + at.right - around.left - around.right) / 2
  }, [pathname])
  return bar
}

function BarLink({ item: { to, name, isEnd = false }, isDense }: { item: NavItem; isDense: boolean }) {
  return (
    <NavLink
      to={to}
      end={isEnd}
      className={({ isActive }) =>
        cn(
          'flex items-center border-b-2 border-transparent px-2 pt-0.5 text-sm font-medium text-text-2 hover:text-text-1',
          !isDense && 'lg:px-3',
          isActive && 'border-accent text-text-1',
        )
      }
    >
      {name}
    </NavLink>
  )
}

function TabLink({ to, name, icon: Icon, isEnd = false }: NavItem) {
  return (
    <NavLink
      to={to}
      end={isEnd}
      className={({ isActive }) =>
        cn(
          'flex min-h-14 min-w-16 grow basis-0 flex-col items-center justify-center gap-0.5 text-xs font-medium text-text-3',
          isActive && 'text-accent',
        )
      }
    >
      <Icon aria-hidden="true" className="size-5" />
      {name}
    </NavLink>
  )
}

function AccountMenu() {
  const viewer = useRouteLoaderData<typeof loader>('root')?.viewer
  if (!viewer) return null
  return (
    <details className="group relative">
      <summary className="flex min-h-10 items-center gap-1.5 rounded-md px-2 text-sm font-medium hover:bg-surface-3">
        <span
          aria-hidden="true"
          className="grid size-7 place-items-center rounded-full bg-surface-3 text-xs font-semibold"
        >
          {initialsOf(viewer.name)}
        </span>
        <span className="max-lg:sr-only">{viewer.name}</span>
        <ChevronDown
          aria-hidden="true"
          className="size-4 text-text-3 transition-transform group-open:rotate-180 max-sm:hidden"
        />
      </summary>
      <div className="absolute end-0 z-40 mt-2 flex w-64 flex-col gap-4 rounded-lg border border-line bg-surface-1 p-4 shadow-raised">
        <div className="text-sm">
          <p className="font-semibold">{viewer.name}</p>
          <p className="break-all text-text-3">{viewer.email}</p>
        </div>
        <ThemeSwitch />
        <form method="post" action="/logout">
          <button
            type="submit"
            className="flex min-h-10 w-full items-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-surface-3"
          >
            <LogOut aria-hidden="true" className="size-4" />
            Sign out
          </button>
        </form>
      </div>
    </details>
  )
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()
}

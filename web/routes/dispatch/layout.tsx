import { ChartColumn, CloudLightning, Hourglass, LayoutDashboard, LayoutList, ListChecks, Siren } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet, useLoaderData } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { bellOf } from '../../server/bell.server.ts'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/dispatch', name: 'Board', icon: LayoutList, isEnd: true },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
  { to: '/dispatch/stale', name: 'Outdated', icon: Hourglass },
  { to: '/dispatch/bulletins', name: 'Bulletins', icon: CloudLightning },
  { to: '/dispatch/jobs', name: 'Jobs', icon: ListChecks },
  { to: '/reports', name: 'Reports', icon: ChartColumn },
]

const admin: NavItem = { to: '/admin', name: 'Admin', icon: LayoutDashboard }

export async function loader(asked: LoaderFunctionArgs) {
  const viewer = withRole(asked, ['dispatcher', 'supervisor', 'finance', 'admin'])
  return { isAdmin: viewer.roles.includes('admin'), ...(await bellOf(asked.context, viewer)) }
}

export default function Console() {
  const { isAdmin } = useLoaderData<typeof loader>()
  return (
    <Shell copy="dispatch" copyName="Dispatch copy" items={isAdmin ? [...items, admin] : items}>
      <Outlet />
    </Shell>
  )
}

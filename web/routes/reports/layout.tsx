import { ChartColumn, Hourglass, LayoutDashboard, LayoutList, Package, Siren } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet, useLoaderData } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { bellOf } from '../../server/bell.server.ts'
import { withRole } from '../../server/guard.server.ts'

const reports: NavItem = { to: '/reports', name: 'Reports', icon: ChartColumn }
const staff: readonly NavItem[] = [
  { to: '/dispatch', name: 'Board', icon: LayoutList, isEnd: true },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
  { to: '/dispatch/stale', name: 'Outdated', icon: Hourglass },
]
const partner: readonly NavItem[] = [{ to: '/partner', name: 'Packages', icon: Package, isEnd: true }]
const admin: NavItem = { to: '/admin', name: 'Admin', icon: LayoutDashboard }

export async function loader(asked: LoaderFunctionArgs) {
  const viewer = withRole(asked, ['dispatcher', 'supervisor', 'finance', 'admin', 'partner'])
  const isStaff = viewer.permissions.includes('reports.read')
  const isAdmin = viewer.roles.includes('admin')
  return { isStaff, isAdmin, ...(isStaff ? await bellOf(asked.context, viewer) : {}) }
}

export default function Console() {
  const { isStaff, isAdmin } = useLoaderData<typeof loader>()
  const items = [reports, ...(isStaff ? staff : partner), ...(isAdmin ? [admin] : [])]
  return (
    <Shell copy={isStaff ? 'dispatch' : 'partner'} copyName="Reports copy" items={items}>
      <Outlet />
    </Shell>
  )
}

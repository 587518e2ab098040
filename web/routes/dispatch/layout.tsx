import { LayoutDashboard, LayoutList, Siren } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet, useLoaderData } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/dispatch', name: 'Board', icon: LayoutList, isEnd: true },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
]

const admin: NavItem = { to: '/admin', name: 'Admin', icon: LayoutDashboard }

export function loader(asked: LoaderFunctionArgs) {
  const { roles } = withRole(asked, ['dispatcher', 'supervisor', 'finance', 'admin'])
  return { isAdmin: roles.includes('admin') }
}

export default function Console() {
  const { isAdmin } = useLoaderData<typeof loader>()
  return (
    <Shell copy="dispatch" copyName="Dispatch copy" items={isAdmin ? [...items, admin] : items}>
      <Outlet />
    </Shell>
  )
}

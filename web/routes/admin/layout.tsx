import { LayoutDashboard, LayoutList, Siren, Users } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/admin', name: 'Overview', icon: LayoutDashboard, isEnd: true },
  { to: '/admin/users', name: 'People', icon: Users },
  { to: '/dispatch', name: 'Board', icon: LayoutList, isEnd: true },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
]

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['admin'])
  return null
}

export default function Console() {
  return (
    <Shell copy="admin" copyName="Admin copy" items={items}>
      <Outlet />
    </Shell>
  )
}

import { LayoutList, Siren } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/dispatch', name: 'Board', icon: LayoutList, isEnd: true },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
]

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['dispatcher', 'supervisor', 'finance', 'admin'])
  return null
}

export default function Console() {
  return (
    <Shell copy="dispatch" copyName="Dispatch copy" items={items}>
      <Outlet />
    </Shell>
  )
}

import { Route } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [{ to: '/courier', name: 'Today', icon: Route, isEnd: true }]

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['courier'])
  return null
}

export default function Console() {
  return (
    <Shell copy="courier" copyName="Courier copy" items={items}>
      <Outlet />
    </Shell>
  )
}

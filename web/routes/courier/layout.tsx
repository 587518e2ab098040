import { Route } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { bellOf } from '../../server/bell.server.ts'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [{ to: '/courier', name: 'Today', icon: Route, isEnd: true }]

export function loader(asked: LoaderFunctionArgs) {
  return bellOf(asked.context, withRole(asked, ['courier']))
}

export default function Console() {
  return (
    <Shell copy="courier" copyName="Courier copy" items={items}>
      <Outlet />
    </Shell>
  )
}

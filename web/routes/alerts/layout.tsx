import { Bell, LayoutList, MailWarning, Route, Siren, SlidersHorizontal } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet, useLoaderData } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { bellOf } from '../../server/bell.server.ts'
import { withRole } from '../../server/guard.server.ts'

const staff: readonly NavItem[] = [
  { to: '/dispatch', name: 'Board', icon: LayoutList, isEnd: true },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
]
const courier: readonly NavItem[] = [{ to: '/courier', name: 'Today', icon: Route, isEnd: true }]
const alerts: readonly NavItem[] = [
  { to: '/alerts', name: 'Alerts', icon: Bell, isEnd: true },
  { to: '/alerts/preferences', name: 'Settings', icon: SlidersHorizontal },
]
const undelivered: NavItem = { to: '/alerts/undelivered', name: 'Failed', icon: MailWarning }

export async function loader(asked: LoaderFunctionArgs) {
  const viewer = withRole(asked, ['dispatcher', 'supervisor', 'finance', 'admin', 'courier'])
  return {
    isStaff: viewer.permissions.includes('exceptions.read'),
    isAdmin: viewer.roles.includes('admin'),
    seesAll: viewer.roles.includes('admin') || viewer.roles.includes('supervisor'),
    ...(await bellOf(asked.context, viewer)),
  }
}

export default function Console() {
  const { isStaff, isAdmin, seesAll } = useLoaderData<typeof loader>()
  const items = [...(isStaff ? staff : courier), ...alerts, ...(seesAll ? [undelivered] : [])]
  const copy = isAdmin ? 'admin' : isStaff ? 'dispatch' : 'courier'
  return (
    <Shell copy={copy} copyName={`${copy.charAt(0).toUpperCase()}${copy.slice(1)} copy`} items={items}>
      <Outlet />
    </Shell>
  )
}

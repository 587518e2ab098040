import {
  CalendarDays,
  ChartColumn,
  Languages,
  LayoutDashboard,
  Map as MapIcon,
  Ruler,
  Siren,
  Users,
  Webhook,
} from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { bellOf } from '../../server/bell.server.ts'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/admin', name: 'Overview', icon: LayoutDashboard, isEnd: true },
  { to: '/admin/users', name: 'People', icon: Users },
  { to: '/admin/service-levels', name: 'Levels', icon: Ruler },
  { to: '/admin/calendars', name: 'Calendars', icon: CalendarDays },
  { to: '/admin/zones', name: 'Zones', icon: MapIcon },
  { to: '/admin/mappings', name: 'Mappings', icon: Languages },
  { to: '/admin/webhooks', name: 'Webhooks', icon: Webhook },
  { to: '/reports', name: 'Reports', icon: ChartColumn },
  { to: '/dispatch/exceptions', name: 'Exceptions', icon: Siren },
]

export function loader(asked: LoaderFunctionArgs) {
  return bellOf(asked.context, withRole(asked, ['admin']))
}

export default function Console() {
  return (
    <Shell copy="admin" copyName="Admin copy" items={items}>
      <Outlet />
    </Shell>
  )
}

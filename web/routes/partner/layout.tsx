import { ChartColumn, CirclePlus, Languages, Package, Webhook } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/partner', name: 'Packages', icon: Package, isEnd: true },
  { to: '/partner/mapping', name: 'Mapping', icon: Languages },
  { to: '/reports', name: 'Reports', icon: ChartColumn },
  { to: '/partner/webhooks', name: 'Webhooks', icon: Webhook },
  { to: '/app/shipments/new', name: 'Book', icon: CirclePlus },
]

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['partner'])
  return null
}

export default function Console() {
  return (
    <Shell copy="partner" copyName="Partner copy" items={items}>
      <Outlet />
    </Shell>
  )
}

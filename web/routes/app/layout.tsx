import { CirclePlus, Package } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/app', name: 'Shipments', icon: Package, isEnd: true },
  { to: '/app/shipments/new', name: 'New shipment', icon: CirclePlus },
]

export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['customer', 'partner'])
  return null
}

export default function Console() {
  return (
    <Shell copy="customer" copyName="Customer copy" items={items}>
      <Outlet />
    </Shell>
  )
}

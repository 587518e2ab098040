import { CirclePlus, Package, Webhook } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet, useLoaderData } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/app', name: 'Shipments', icon: Package, isEnd: true },
  { to: '/app/shipments/new', name: 'New shipment', icon: CirclePlus },
]

const partner: NavItem = { to: '/partner/webhooks', name: 'Webhooks', icon: Webhook }

export function loader(asked: LoaderFunctionArgs) {
  return { isPartner: withRole(asked, ['customer', 'partner']).roles.includes('partner') }
}

export default function Console() {
  const { isPartner } = useLoaderData<typeof loader>()
  return (
    <Shell copy="customer" copyName="Customer copy" items={isPartner ? [...items, partner] : items}>
      <Outlet />
    </Shell>
  )
}

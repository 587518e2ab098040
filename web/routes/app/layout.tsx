import { CirclePlus, Package, PackageSearch } from 'lucide-react'
import { type LoaderFunctionArgs, Outlet, useLoaderData } from '../../framework.ts'
import { type NavItem, Shell } from '../../parts/shell.tsx'
import { withRole } from '../../server/guard.server.ts'

const items: readonly NavItem[] = [
  { to: '/app', name: 'Shipments', icon: Package, isEnd: true },
  { to: '/app/shipments/new', name: 'New shipment', icon: CirclePlus },
]

const partner: NavItem = { to: '/partner', name: 'Packages', icon: PackageSearch }

export function loader(asked: LoaderFunctionArgs) {
  const viewer = withRole(asked, ['customer', 'partner'])
  return { isPartner: viewer.roles.includes('partner') }
}

export default function Console() {
  const { isPartner } = useLoaderData<typeof loader>()
  return (
    <Shell copy="customer" copyName="Customer copy" items={isPartner ? [...items, partner] : items}>
      <Outlet />
    </Shell>
  )
}

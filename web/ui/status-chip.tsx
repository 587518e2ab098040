import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  DoorOpen,
  Handshake,
  type LucideIcon,
  Package,
  TriangleAlert,
  Truck,
} from 'lucide-react'
import type { Status } from '#domain/status.ts'
import { statusNames } from '#domain/words.ts'
import { type Family, statusFamilies } from '../words/statuses.ts'
import { cn } from './cn.ts'

const icons: Record<Family, LucideIcon> = {
  draft: CircleDashed,
  ready: Package,
  offered: Handshake,
  moving: Truck,
  door: DoorOpen,
  trouble: TriangleAlert,
  done: CircleCheck,
  ended: CircleSlash,
}

type Props = { status: Status; isLarge?: boolean }

/** Where the parcel is: icon, word and tone. */
export function StatusChip({ status, isLarge = false }: Props) {
  const family = statusFamilies[status]
  const Icon = icons[family]
  return (
    <span
      data-family={family}
      className={cn(
        'inline-flex items-center gap-1.5 rounded-sm bg-family-soft px-2 py-0.5 text-xs font-semibold whitespace-nowrap text-family',
        isLarge && 'px-2.5 py-1 text-sm',
      )}
    >
      <Icon aria-hidden="true" className={isLarge ? 'size-4' : 'size-3.5'} />
      {statusNames[status]}
    </span>
  )
}

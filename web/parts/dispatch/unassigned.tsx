import { PackageCheck } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { BoardLine, CourierOption } from '../../server/present-board.server.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LevelBadge } from '../../ui/level-badge.tsx'
import { SlaClock } from '../../ui/sla-clock.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

type Props = { lines: readonly BoardLine[]; couriers: readonly CourierOption[]; canAssign: boolean }

/** What waits for a courier, the most urgent first; each line can be assigned on the spot. */
export function Unassigned({ lines, couriers, canAssign }: Props) {
  return (
    <Card
      title="Waiting for a courier"
      aside={<span className="figures text-sm text-text-3">{lines.length}</span>}
      isFlush
    >
      {lines.length === 0 ? (
        <EmptyState
          icon={PackageCheck}
          title="Every shipment has a courier"
          words="New bookings appear here the moment they are confirmed."
        />
      ) : (
        <ul>
          {lines.map((line) => (
            <li
              key={line.id}
              className="grid grid-cols-1 items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 sm:px-5 md:grid-cols-[minmax(0,1.6fr)_minmax(0,1.3fr)_8rem_auto]"
            >
              <Link to={`/dispatch/shipments/${line.id}`} className="min-w-0 hover:underline">
                <span className="flex items-center gap-2">
                  <span className="truncate font-medium">{line.recipient}</span>
                  {line.worstLevel > 0 && <LevelBadge level={line.worstLevel} />}
                </span>
                <span className="figures block truncate text-sm text-text-3">
                  <bdi>{line.number}</bdi>, {line.level}
                </span>
              </Link>
              <span className="min-w-0 text-sm">
                <span className="block truncate">
                  {line.from} → {line.to}
                </span>
                <span className="figures block truncate text-text-3">{line.pickup}</span>
              </span>
              <span>{line.due && <SlaClock due={line.due} fromMs={line.updatedMs} />}</span>
              {canAssign && <AssignForm line={line} couriers={couriers} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function AssignForm({ line, couriers }: { line: BoardLine; couriers: readonly CourierOption[] }) {
  return (
    <CommandForm shipmentId={line.id} type="assign" className="flex flex-wrap items-center gap-2">
      <select
        name="courierId"
        required
        aria-label={`Courier for ${line.number}`}
        className="h-9 min-w-0 grow rounded-md border border-line-strong bg-surface-1 px-2 text-sm md:w-52"
      >
        {couriers.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <CommandButton tone="secondary" size="small">
        Assign
      </CommandButton>
    </CommandForm>
  )
}

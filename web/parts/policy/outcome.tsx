import type { Outcome } from '../../server/present-what-if.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Change, Difference } from './difference.tsx'

/** What a replay found: the policy as it is beside the draft. */
export function OutcomeCards({ outcome }: { outcome: Outcome }) {
  const { heads, levels, types } = outcome
  return (
    <>
      <Card title="Now and under the draft" isFlush>
        <Figures caption="Figures now and under the draft" rows={heads} isLarge />
      </Card>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Card title="Alerts by level" isFlush>
            <Figures caption="Alerts by level, now and under the draft" rows={levels} />
          </Card>
          <Card title="By type" isFlush>
            {types.length === 0 ? (
              <p className="border-t border-line px-5 py-4 text-sm text-text-2">No exception in either.</p>
            ) : (
              <Types types={types} />
            )}
          </Card>
        </div>
        <Assumption {...outcome} />
      </div>
    </>
  )
}

type FiguresProps = { caption: string; rows: Outcome['heads']; isLarge?: boolean }

const cell = 'px-1 min-[400px]:px-1.5 first:ps-4 last:pe-4 sm:px-3 sm:first:ps-5 sm:last:pe-5'

/** A table on every width: four short columns fit a phone. */
function Figures({ caption, rows, isLarge = false }: FiguresProps) {
  const size = isLarge ? 'py-3 text-xs min-[350px]:text-sm sm:text-lg' : 'py-2.5 text-xs min-[350px]:text-sm'
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {['What', 'Now', 'Draft', 'Difference'].map((column) => (
            <th
              key={column}
              scope="col"
              className={cn(
                'border-b border-line py-2 text-xs font-semibold text-text-3',
                cell,
                column === 'What' ? 'text-start' : 'text-end',
              )}
            >
              <span className={column === 'What' ? 'sr-only' : undefined}>{column}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className="border-b border-line last:border-b-0 hover:bg-surface-2">
            <th scope="row" className={cn('text-start font-medium', size, cell)}>
              {row.name}
            </th>
            <td className={cn('figures text-end', size, cell)}>{row.now}</td>
            <td className={cn('figures text-end font-semibold', size, cell)}>{row.draft}</td>
            <td className={cn('py-2.5 text-end text-xs min-[350px]:text-sm', cell)}>
              <Difference of={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Types({ types }: Pick<Outcome, 'types'>) {
  return (
    <Table
      caption="Exceptions and alerts by type, now and under the draft"
      columns={['Type', 'Exceptions', 'Alerts', 'Difference', 'Highest level']}
    >
      {types.map(({ type, name, exceptions, alerts, worst }) => (
        <Row key={type}>
          <Cell className="font-medium max-md:basis-full">{name}</Cell>
          <Cell>
            <OnPhone>Exceptions</OnPhone> <Change of={exceptions} />
          </Cell>
          <Cell>
            <OnPhone>Alerts</OnPhone> <Change of={alerts} />
          </Cell>
          <Cell>
            <Difference of={alerts} hasShare />
          </Cell>
          <Cell>
            <OnPhone>Level</OnPhone> <Change of={worst} />
          </Cell>
        </Row>
      ))}
    </Table>
  )
}

/** The heading of a column where rows are cards. */
function OnPhone({ children }: { children: string }) {
  return <span className="text-text-3 md:hidden">{children}</span>
}

function Assumption({ words, seconds, minutes }: Pick<Outcome, 'words' | 'seconds' | 'minutes'>) {
  return (
    <Card title="How it was counted">
      <p className="text-sm text-text-2">
        {words}, replayed in {seconds} s. What people and couriers did stays as it was; timers, ladders and clearings
        are worked out anew. The promise is not replayed: what customers were told stays.
      </p>
      <p className="mt-3 text-sm text-text-2">
        The minutes that an alert takes are an assumption of ours that nobody has measured: use the hours to compare,
        not to plan.
      </p>
      <table className="mt-3 w-full border-collapse text-sm">
        <caption className="sr-only">Minutes that an alert of each level is assumed to take</caption>
        <thead>
          <tr>
            <th scope="col" className="border-b border-line py-1.5 text-start text-xs font-semibold text-text-3">
              Alert of level
            </th>
            <th scope="col" className="border-b border-line py-1.5 text-end text-xs font-semibold text-text-3">
              Minutes assumed
            </th>
          </tr>
        </thead>
        <tbody className="figures">
          {minutes.map(({ level, minutes: length }) => (
            <tr key={level} className="border-b border-line last:border-b-0">
              <th scope="row" className="py-1.5 text-start font-normal">
                {level}
              </th>
              <td className="py-1.5 text-end">{length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

import { ChevronRight } from 'lucide-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { withRole } from '../../server/guard.server.ts'
import { levelFacts } from '../../server/present-levels.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta() {
  return [{ title: 'Overview · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { context } = asked
  const viewer = withRole(asked, ['admin'])
  return load(async () => {
    const { exceptions, serviceLevels, couriers, health } = context.services
    const [summary, levels, people, parts] = await Promise.all([
      exceptions.summary(viewer),
      serviceLevels.list(viewer),
      couriers.list(viewer),
      health.check(),
    ])
    return {
      rooms: ['board'],
      figures: [
        { name: 'Open exceptions', value: summary.open, to: '/dispatch/exceptions' },
        {
          name: 'At level 3 or 4',
          value: (summary.byLevel[3] ?? 0) + (summary.byLevel[4] ?? 0),
          to: '/dispatch/exceptions?level=3,4',
        },
        { name: 'Couriers', value: people.length, to: '/admin/users' },
        { name: 'Stops to drive', value: people.reduce((sum, { openStops }) => sum + openStops, 0), to: '/dispatch' },
      ],
      levels: levels.map(levelFacts),
      parts: Object.entries(parts).map(([name, isUp]) => ({ name, isUp })),
    }
  })
}

export default function Overview() {
  const { figures, levels, parts } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Overview</h1>
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {figures.map(({ name, value, to }) => (
          <li key={name}>
            <Link
              to={to}
              className="block rounded-lg border border-line bg-surface-1 px-4 py-3 shadow-card hover:border-accent"
            >
              <span className="figures block text-2xl font-semibold">{value}</span>
              <span className="flex items-center justify-between text-sm text-text-2">
                {name} <ChevronRight aria-hidden="true" className="size-4 text-text-3" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Card
        title="Service levels"
        isFlush
        aside={
          <ul className="flex flex-wrap gap-2">
            {parts.map(({ name, isUp }) => (
              <li key={name}>
                <Tag tone={isUp ? 'ok' : 'danger'}>
                  {name} {isUp ? 'up' : 'down'}
                </Tag>
              </li>
            ))}
          </ul>
        }
      >
        <ul className="grid md:grid-cols-2">
          {levels.map((level) => (
            <li key={level.code} className="border-t border-line px-5 py-4 md:odd:border-e">
              <p className="flex items-center justify-between gap-2">
                <span className="font-semibold">{level.name}</span>
                <span className="figures text-xs text-text-3">
                  {level.code}, version {level.version}
                </span>
              </p>
              <dl className="mt-2 flex flex-col gap-1 text-sm">
                {level.facts.map(({ name, value }) => (
                  <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-3">
                    <dt className="text-text-3">{name}</dt>
                    <dd className="figures">{value}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

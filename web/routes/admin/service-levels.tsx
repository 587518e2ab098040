import { type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { AddByCode } from '../../parts/rules/add-by-code.tsx'
import { RuleHead } from '../../parts/rules/rule-head.tsx'
import { codeAsked } from '../../server/code-asked.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { levelFacts } from '../../server/present-levels.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { Facts } from '../../ui/facts.tsx'

export function meta() {
  return [{ title: 'Service levels · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = withRole(asked, ['admin'])
  return load(async () => {
    const refused = codeAsked(request, '/admin/service-levels')
    const levels = await context.services.serviceLevels.list(viewer)
    return { refused, levels: levels.map(levelFacts) }
  })
}

export default function ServiceLevels() {
  const { levels, refused } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-semibold">Service levels</h1>
      <p className="max-w-prose text-sm text-text-2">
        What is promised, how long each step may take, and who hears of it when it does not happen. Publishing makes a
        new version for later bookings: running shipments keep the version they were booked under until you apply a
        newer one to them.
      </p>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="In force" isFlush>
          <ul className="grid md:grid-cols-2">
            {levels.map(({ code, name, version, facts }) => (
              <li key={code} className="border-t border-line px-5 py-4 md:odd:border-e">
                <RuleHead to={`/admin/service-levels/${code}`} {...{ name, code, version }} />
                <Facts facts={facts} />
              </li>
            ))}
          </ul>
        </Card>
        <AddByCode title="Add a service level" refused={refused} example="express" />
      </div>
    </div>
  )
}

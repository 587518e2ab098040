import type { When as WhenWords } from '../../format.ts'
import type { EndpointLine } from '../../server/present-webhooks.server.ts'
import { Card } from '../../ui/card.tsx'
import { When } from '../../ui/when.tsx'

/** How an endpoint is doing. */
export function EndpointFacts({ endpoint }: { endpoint: EndpointLine }) {
  const { kinds, waiting, lastSuccess, failing, disabled, overlap } = endpoint
  const instants: readonly [name: string, at: WhenWords | null][] = [
    ['Last delivery', lastSuccess],
    ['Fails since', failing],
    ['Off since', disabled],
    ['Both secrets until', overlap],
  ]
  return (
    <Card title="How it is doing">
      <dl className="flex flex-col gap-2 text-sm">
        <Fact name="Waiting">
          <span className="figures">{waiting}</span>
        </Fact>
        {instants.map(
          ([name, at]) =>
            at && (
              <Fact key={name} name={name}>
                {<When at={at} />}
              </Fact>
            ),
        )}
        <Fact name="Told of">{kinds === null ? 'everything' : kinds.join(', ')}</Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3">
      <dt className="text-text-3">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}

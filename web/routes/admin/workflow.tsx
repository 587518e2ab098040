import { ChevronLeft, ExternalLink, LoaderCircle } from 'lucide-react'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { History } from '../../parts/workflow/history.tsx'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { historyOf, sizeOf } from '../../server/present-workflow.server.ts'
import { load } from '../../server/problems.server.ts'
import { Card } from '../../ui/card.tsx'
import { cn } from '../../ui/cn.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import { Tag } from '../../ui/tag.tsx'

export function meta({ data }: { data?: { number: string } }) {
  return [{ title: `History of ${data?.number ?? 'a workflow'} · Waybill` }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context, params } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const { shipments } = context.services
    const [shipment, workflow] = await Promise.all([
      shipments.get(params.id ?? '', viewer),
      shipments.workflow(params.id ?? '', viewer),
    ])
    const isFull = new URL(request.url).searchParams.get('view') === 'full'
    const { workflowId, runId, status, pending, state, temporalUiUrl } = workflow
    return {
      rooms: [`shipment:${shipment.id}`],
      id: shipment.id,
      number: shipment.trackingNumber,
      shipmentStatus: shipment.status,
      isFull,
      ...{ workflowId, runId, status, pending, temporalUiUrl },
      state: state && statePartsOf(state),
      size: sizeOf(workflow),
      lines: historyOf(workflow, { isFull, reading: readingOf(request) }),
    }
  })
}

/** What is true now, and apart from it the long list of rules that never changes. */
function statePartsOf({ policy, ...now }: Readonly<Record<string, unknown>>) {
  return { now: JSON.stringify(now, null, 2), policy: JSON.stringify(policy, null, 2) }
}

export default function Workflow() {
  const { id, number, shipmentStatus, status, lines, isFull, ...rest } = useLoaderData<typeof loader>()
  return (
    <div className="flex flex-col gap-5">
      <Link
        to={`/dispatch/shipments/${id}`}
        className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent"
      >
        <ChevronLeft aria-hidden="true" className="size-4" /> The shipment
      </Link>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <p className="flex flex-wrap items-center gap-2">
            <Tag tone={status === 'running' ? 'ok' : 'neutral'}>Workflow {status}</Tag>
            <StatusChip status={shipmentStatus} />
          </p>
          <h1 className="mt-2 text-2xl font-semibold">
            History of <bdi className="figures">{number}</bdi>
          </h1>
        </div>
        {rest.temporalUiUrl && (
          <a
            href={rest.temporalUiUrl}
            className="flex min-h-9 items-center gap-2 text-sm font-semibold text-accent underline underline-offset-4"
          >
            Open in Temporal <ExternalLink aria-hidden="true" className="size-4" />
          </a>
        )}
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="What it did" aside={<ViewSwitch isFull={isFull} />} className="max-lg:order-2">
          <History lines={lines} />
        </Card>
        <Aside {...rest} />
      </div>
    </div>
  )
}

function ViewSwitch({ isFull }: { isFull: boolean }) {
  const views = [
    { to: '?', name: 'In short', isOn: !isFull },
    { to: '?view=full', name: 'Every event', isOn: isFull },
  ]
  return (
    <nav aria-label="Detail" className="flex rounded-md border border-line bg-surface-2 p-0.5">
      {views.map(({ to, name, isOn }) => (
        <Link
          key={name}
          to={to}
          preventScrollReset
          aria-current={isOn ? 'true' : undefined}
          className={cn(
            'flex min-h-7 items-center rounded-sm px-2.5 text-xs font-semibold text-text-2',
            isOn && 'bg-surface-1 text-text-1 shadow-card',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

type AsideProps = Pick<
  ReturnType<typeof useLoaderData<typeof loader>>,
  'workflowId' | 'runId' | 'size' | 'pending' | 'state'
>

function Aside({ workflowId, runId, size, pending, state }: AsideProps) {
  return (
    <div className="flex flex-col gap-5 max-lg:contents">
      <Card title="Now" className="max-lg:order-1">
        {pending.length === 0 && (
          <p className="text-sm text-text-2">Nothing is under way. It waits for a command or its deadline.</p>
        )}
        <ul className="flex flex-col gap-3">
          {pending.map(({ kind, type, attempt, lastFailure }) => (
            <li key={`${kind}-${type}`} className="text-sm">
              <p className="flex items-center gap-2 font-semibold">
                <LoaderCircle aria-hidden="true" className="size-4 text-warn" />
                {type}
                <Tag tone={attempt > 1 ? 'warn' : 'neutral'}>{attempt > 1 ? `try ${attempt}` : kind}</Tag>
              </p>
              {lastFailure && <p className="mt-1 ps-6 text-xs break-words text-danger">{lastFailure}</p>}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="This run" className="max-lg:order-3">
        <dl className="flex flex-col gap-3 text-sm">
          <div>
            <dt className="text-xs text-text-3">Workflow</dt>
            <dd className="figures break-all">{workflowId}</dd>
          </div>
          <div>
            <dt className="text-xs text-text-3">Run</dt>
            <dd className="figures break-all">{runId}</dd>
          </div>
          <div>
            <dt className="text-xs text-text-3">Size of the history</dt>
            <dd className="figures">
              {size.events} events, {size.kilobytes} kB
              <progress
                max={1}
                value={size.share}
                aria-label="Share of the limit"
                className="run-progress mt-1.5 block h-1.5 w-full"
              />
            </dd>
          </div>
        </dl>
      </Card>
      <Card title="State it answers" className="max-lg:order-4">
        {state ? (
          <div className="flex flex-col gap-3">
            <StatePart title="Now" text={state.now} />
            <StatePart title="The rules it was promised" text={state.policy} />
          </div>
        ) : (
          <p className="text-sm text-text-2">No worker answered in time. What is above comes from the engine itself.</p>
        )}
      </Card>
    </div>
  )
}

function StatePart({ title, text }: { title: string; text: string }) {
  return (
    <details>
      <summary className="cursor-pointer text-sm font-semibold">{title}</summary>
      <pre className="mt-2 break-words whitespace-pre-wrap rounded-md bg-surface-2 p-3 text-xs">{text}</pre>
    </details>
  )
}

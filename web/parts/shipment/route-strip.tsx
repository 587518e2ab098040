type End = { name: string; town: string }

/** From where to where, as a line with two ends. */
export function RouteStrip({ from, to }: { from: End; to: End }) {
  return (
    <dl className="relative flex h-full flex-col justify-between gap-5 ps-6">
      <span
        aria-hidden="true"
        className="absolute start-[0.3125rem] top-3 bottom-9 border-s-2 border-dotted border-line-strong"
      />
      <Stop kind="From" end={from} dot="border-2 border-accent bg-surface-1" />
      <Stop kind="To" end={to} dot="bg-accent-fill" />
    </dl>
  )
}

function Stop({ kind, end, dot }: { kind: string; end: End; dot: string }) {
  return (
    <div className="relative">
      <dt className="text-xs font-medium text-text-3">
        <span aria-hidden="true" className={`absolute -start-6 top-0.5 size-3 rounded-full ${dot}`} />
        {kind}
      </dt>
      <dd>
        <span className="block font-semibold">{end.town}</span>
        <span className="block text-sm text-text-2">{end.name}</span>
      </dd>
    </div>
  )
}

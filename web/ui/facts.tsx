type Fact = { name: string; value: string }

/** Names and values, one below the other. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="mt-3 flex flex-col gap-2 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-3">
          <dt className="text-text-3">{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

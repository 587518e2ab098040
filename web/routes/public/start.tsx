import { BellRing, GitBranch, PackageSearch, Timer } from 'lucide-react'
import { type LoaderFunctionArgs, redirect } from '../../framework.ts'
import { TrackBox } from '../../parts/track-box.tsx'
import { homeOf } from '../../server/guard.server.ts'
import { ButtonLink } from '../../ui/button.tsx'

const promises = [
  {
    icon: Timer,
    title: 'Each step has a deadline',
    words: 'Assign, accept, pick up, deliver: a durable clock runs for every parcel, through restarts and outages.',
  },
  {
    icon: BellRing,
    title: 'What is late speaks up',
    words: 'A missed step becomes a case by itself, with an owner, a time to act, and four levels that it climbs.',
  },
  {
    icon: GitBranch,
    title: 'One truth for everyone',
    words: 'Sender, courier, dispatcher and recipient look at the same record, and see each change as it happens.',
  },
] as const

export function loader({ context }: LoaderFunctionArgs) {
  if (context.viewer?.kind === 'user') throw redirect(homeOf(context.viewer.roles))
  return { isDemo: context.isDemo }
}

export default function Start() {
  return (
    <div className="pt-8 md:pt-16">
      <div className="grid grid-cols-1 items-center gap-10 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div>
          <h1 className="max-w-xl text-3xl font-semibold md:text-4xl">
            Every parcel on its way, and nothing late that nobody saw.
          </h1>
          <p className="mt-4 max-w-xl text-lg text-text-2">
            Waybill runs couriers, parcels and everything that can go wrong with them, from the booking to the verified
            delivery.
          </p>
          <p className="mt-6 flex flex-wrap gap-3">
            <ButtonLink to="/app/shipments/new" reloadDocument size="large">
              Send a parcel
            </ButtonLink>
            <ButtonLink to="/login" reloadDocument tone="secondary" size="large">
              Sign in
            </ButtonLink>
          </p>
        </div>
        <section aria-labelledby="track" className="rounded-lg border border-line bg-surface-1 shadow-raised">
          <div className="px-6 pt-6 pb-5">
            <h2 id="track" className="flex items-center gap-2 text-lg font-semibold">
              <PackageSearch aria-hidden="true" className="size-5 text-accent" />
              Where is my parcel?
            </h2>
            <p className="mt-1 text-sm text-text-2">No account needed: the number on the label is enough.</p>
          </div>
          <div className="tear" />
          <div className="px-6 pt-5 pb-6">
            <TrackBox />
          </div>
        </section>
      </div>
      <ul className="mt-14 grid gap-6 border-t border-line pt-8 md:grid-cols-3">
        {promises.map(({ icon: Icon, title, words }) => (
          <li key={title}>
            <Icon aria-hidden="true" className="size-6 text-accent" />
            <h2 className="mt-3 font-semibold">{title}</h2>
            <p className="mt-1 text-sm text-text-2">{words}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}

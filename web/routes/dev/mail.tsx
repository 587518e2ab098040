import { ChevronLeft } from 'lucide-react'
import { when } from '../../format.ts'
import { Link, type LoaderFunctionArgs, useLoaderData } from '../../framework.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, missing } from '../../server/problems.server.ts'
import { Linkified } from '../../ui/linkified.tsx'
import { When } from '../../ui/when.tsx'

export function meta({ data }: { data?: { mail: { subject: string } } }) {
  return [{ title: `${data?.mail.subject ?? 'Mail'} · Waybill` }]
}

export function loader({ request, context, params }: LoaderFunctionArgs) {
  return load(async () => {
    const { mailbox } = context.services
    if (!mailbox) throw missing()
    const { subject, to, text, receivedAt } = await mailbox.get(params.id ?? '')
    return { mail: { subject, to: to.join(', '), text, at: when(receivedAt, readingOf(request)) } }
  })
}

export default function Mail() {
  const { mail } = useLoaderData<typeof loader>()
  return (
    <article className="pt-4">
      <Link
        to="/dev/mail"
        reloadDocument
        className="flex min-h-6 w-fit items-center gap-1 text-sm font-semibold text-accent"
      >
        <ChevronLeft aria-hidden="true" className="size-4" /> Mailbox
      </Link>
      <h1 className="mt-3 text-2xl font-semibold">{mail.subject}</h1>
      <p className="mt-1 text-sm text-text-2">
        To {mail.to}, <When at={mail.at} />
      </p>
      <div className="mt-5 rounded-lg border border-line bg-surface-1 px-6 py-5 leading-relaxed break-words whitespace-pre-wrap shadow-card">
        <Linkified text={mail.text} />
      </div>
    </article>
  )
}

type Props = { secret: string; title: string }

/** A new secret, this once. */
export function SecretBox({ secret, title }: Props) {
  return (
    <div role="status" className="rounded-md border border-ok bg-ok-soft px-4 py-3 text-sm">
      <p className="font-semibold text-ok">{title}</p>
      <p className="mt-1">
        Keep this secret where only your system reads it; it is not shown again:{' '}
        <code className="break-all select-all">{secret}</code>
      </p>
      <p className="mt-1 text-text-2">
        Messages are signed as Standard Webhooks describes: check the header <code>webhook-signature</code> with it.
      </p>
    </div>
  )
}

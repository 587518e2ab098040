import { MessageSquareQuote } from 'lucide-react'

type Props = { wish: { words: string; quote: string | null } }

/** What sender or recipient chose: read before anything is done at the door. */
export function Wish({ wish }: Props) {
  return (
    <div className="mb-3 flex items-start gap-2 rounded-md bg-info-soft px-3 py-2 text-info">
      <MessageSquareQuote aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="font-semibold">Their choice: {wish.words}</p>
        {wish.quote && <p className="mt-1 whitespace-pre-line">{wish.quote}</p>}
      </div>
    </div>
  )
}

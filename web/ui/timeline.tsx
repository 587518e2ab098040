import { cn } from './cn.ts'

export type TimelineItem = {
  key: string
  time: string
  exact: string
  iso: string
  words: string
  /** Who, how, where. */
  note: string | null
  tone: 'plain' | 'good' | 'bad'
  /** What somebody wrote. */
  quote?: string | null
}

export type TimelineDay = { day: string; items: readonly TimelineItem[] }

const dots = { plain: 'bg-line-strong', good: 'bg-ok', bad: 'bg-danger' }

/** What happened, by day; in the order that it is given. */
export function Timeline({ days, isNewestFirst = true }: { days: readonly TimelineDay[]; isNewestFirst?: boolean }) {
  return (
    <div className="flex flex-col gap-5">
      {days.map(({ day, items }, dayIndex) => (
        <section key={day}>
          <h3 className="text-xs font-semibold text-text-3">{day}</h3>
          <ol className="mt-2">
            {items.map((item, index) => (
              <Item key={item.key} item={item} isFresh={isNewestFirst && dayIndex === 0 && index === 0} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Item({ item, isFresh }: { item: TimelineItem; isFresh: boolean }) {
  return (
    <li className="group relative grid grid-cols-[3rem_1rem_minmax(0,1fr)] gap-x-2 pb-4 last:pb-0">
      <time dateTime={item.iso} title={item.exact} className="figures pt-px text-end text-sm text-text-3">
        {item.time}
      </time>
      <span aria-hidden="true" className="relative flex justify-center">
        <span className="absolute top-4 -bottom-5 w-px bg-line group-last:hidden" />
        <span
          className={cn(
            'relative mt-1.5 size-2.5 rounded-full',
            isFresh && item.tone === 'plain' ? 'bg-accent ring-4 ring-accent-soft' : dots[item.tone],
          )}
        />
      </span>
      <div className="min-w-0">
        <p className={cn('text-sm', isFresh ? 'font-semibold' : 'text-text-1', item.tone === 'bad' && 'text-danger')}>
          {item.words}
        </p>
        {item.quote && (
          <blockquote className="mt-1 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line text-text-2">
            {item.quote}
          </blockquote>
        )}
        {item.note && <p className="text-xs text-text-3">{item.note}</p>}
      </div>
    </li>
  )
}

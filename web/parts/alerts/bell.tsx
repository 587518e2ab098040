import { Bell as BellIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { BellView } from '#domain/alerts.ts'
import { Link, useMatches } from '../../framework.ts'
import { useChanges } from '../../live.ts'
import { playAlert } from './sound.ts'

const most = 99

/** How many alerts somebody has not read; it follows by itself, and sounds if its owner has chosen so. */
export function Bell() {
  const shown = useMatches().flatMap(({ data }) => (hasBell(data) ? [data.bell] : []))[0]
  const [fresh, setFresh] = useState<BellView | null>(null)
  useChanges(({ ids, isGap }) => {
    if (shown && (isGap || ids.has('alerts'))) void readBell().then(setFresh)
  })
  const bell = fresh && shown && fresh.atMs > shown.atMs ? fresh : shown
  useSound(bell)
  if (!bell) return null
  const { unread } = bell
  const words = unread > most ? `more than ${most} unread` : unread > 0 ? `${unread} unread` : 'nothing unread'
  return (
    <Link
      to="/alerts"
      aria-label={`Alerts, ${words}`}
      className="relative grid size-10 place-items-center rounded-md hover:bg-surface-3"
    >
      <BellIcon aria-hidden="true" className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="figures absolute end-0 top-0.5 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-danger px-1 text-xs leading-none font-bold text-on-danger"
        >
          {unread > most ? `${most}+` : unread}
        </span>
      )}
    </Link>
  )
}

/**
 * Without a fetcher of the framework: one whose route is still being discovered fails the page when the page is read
 * again meanwhile.
 */
async function readBell(): Promise<BellView | null> {
  try {
    const answer = await fetch('/alerts/bell')
    // Our own server of the same build answers.
    return answer.ok && !answer.redirected ? ((await answer.json()) as BellView | null) : null
  } catch {
    return null
  }
}

function hasBell(data: unknown): data is { bell: BellView } {
  return (
    typeof data === 'object' && data !== null && 'bell' in data && typeof data.bell === 'object' && data.bell !== null
  )
}

/** Only what comes while the page is open is news: not what waited there before. */
function useSound(bell: BellView | undefined): void {
  const last = useRef<number | null>(null)
  const loudest = Number(bell?.loudest ?? 0)
  const isOn = bell?.sound ?? false
  useEffect(() => {
    const isNews = last.current !== null && loudest > last.current
    last.current = Math.max(last.current ?? 0, loudest)
    if (isNews && isOn) playAlert()
  }, [loudest, isOn])
}

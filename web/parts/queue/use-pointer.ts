import { useCallback, useEffect, useRef, useState } from 'react'
import { useNavigate } from '../../framework.ts'

type Around = {
  order: readonly string[]
  /** Rows that are done with are passed over by "next". */
  isDone: (id: string) => boolean
  /** The case that stands beside the list, if any. */
  openId: string | null
  /** Whether it follows the pointer: only where both are seen. */
  hasPanes: boolean
  search: string
}

const followAfterMs = 180

/** The row that keys act on. Keys move it; the focus goes with it, and the case beside the list follows. */
export function usePointer(around: Around) {
  const [pointed, setPointed] = useState<string | null>(around.openId)
  const [moves, setMoves] = useState(0)
  const latest = useRef({ ...around, pointed })
  latest.current = { ...around, pointed }
  const follow = useFollow(latest)

  useEffect(() => {
    if (moves === 0) return
    const row = rowOf(latest.current.pointed)
    row?.focus({ preventScroll: true })
    if (row) reveal(row)
  }, [moves])

  const go = useCallback(
    (id: string): void => {
      setPointed(id)
      setMoves((before) => before + 1)
      follow(id)
    },
    [follow],
  )
  const move = useCallback(
    (by: 1 | -1): string | null => {
      const { order } = latest.current
      const at = placeOf(latest.current)
      const id = order[at === -1 ? 0 : Math.min(order.length - 1, Math.max(0, at + by))]
      if (id === undefined) return null
      go(id)
      return id
    },
    [go],
  )
  /** On to the next one that is not done, at the end to the first one; it stays where it is when there is none. */
  const next = useCallback(
    (from?: string): void => {
      const { order, isDone } = latest.current
      const at = from === undefined ? placeOf(latest.current) : order.indexOf(from)
      const id = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].find((other) => !isDone(other))
      if (id !== undefined) go(id)
    },
    [go],
  )
  return { pointed, point: setPointed, move, next }
}

type Latest = { current: Around & { pointed: string | null } }

function placeOf({ order, pointed, openId }: Latest['current']): number {
  const at = pointed === null ? -1 : order.indexOf(pointed)
  return at === -1 && openId !== null ? order.indexOf(openId) : at
}

function useFollow(latest: Latest): (id: string) => void {
  const navigate = useNavigate()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(
    (id: string): void => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        const { openId, hasPanes, search } = latest.current
        if (openId === null || openId === id || !hasPanes) return
        const to = `/dispatch/exceptions/${id}${search && `?${search}`}`
        navigate(to, { replace: true, state: { keepsFocus: true } })
      }, followAfterMs)
    },
    [latest, navigate],
  )
}

/** Scrolls just the pane where there is one: the case beside it stays where it is. */
function reveal(row: HTMLElement): void {
  const pane = row.closest<HTMLElement>('[data-queue-pane]')
  if (!pane || pane.scrollHeight <= pane.clientHeight) {
    row.scrollIntoView({ block: 'nearest' })
    return
  }
  const [at, around] = [row.getBoundingClientRect(), pane.getBoundingClientRect()]
  if (at.top < around.top) pane.scrollTop -= around.top - at.top
  if (at.bottom > around.bottom) pane.scrollTop += at.bottom - around.bottom
}

/** The link of a row, where it stands in the page. */
export function rowOf(id: string | null): HTMLElement | null {
  return id === null ? null : document.querySelector<HTMLElement>(`[data-exception="${CSS.escape(id)}"] [data-row]`)
}

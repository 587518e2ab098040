import { useEffect, useState } from 'react'
import { useRouteLoaderData } from '../framework.ts'
import type { loader } from '../root.tsx'

const closeMs = 120_000

/** The server's clock, ticking: each second when the instant is near, else every 15 s. */
export function useNow(aimMs: number): number {
  const serverMs = useRouteLoaderData<typeof loader>('root')?.nowMs ?? aimMs
  const [nowMs, setNow] = useState(serverMs)
  const isClose = Math.abs(aimMs - nowMs) < closeMs
  useEffect(() => {
    const aheadMs = serverMs - Date.now()
    const tick = () => setNow(Date.now() + aheadMs)
    tick()
    const timer = setInterval(tick, isClose ? 1_000 : 15_000)
    return () => clearInterval(timer)
  }, [serverMs, isClose])
  return nowMs
}

import { useEffect, useRef } from 'react'
import { useRevalidator } from '../../framework.ts'

const everyMs = 1_000

/** Reads the page again every second while something runs and somebody looks. */
export function useRereading(isRunning: boolean): void {
  const { revalidate, state } = useRevalidator()
  const latest = useRef({ revalidate, state })
  latest.current = { revalidate, state }
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => {
      if (!document.hidden && latest.current.state === 'idle') latest.current.revalidate()
    }, everyMs)
    return () => clearInterval(timer)
  }, [isRunning])
}

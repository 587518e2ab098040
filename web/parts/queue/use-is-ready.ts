import { useEffect, useState } from 'react'

/** Whether scripts run: false on the server and until the page has come to life. */
export function useIsReady(): boolean {
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return isReady
}

/** Whether the window is as wide as the panes of the console need; false on the server. */
export function useHasPanes(): boolean {
  const [hasPanes, setHasPanes] = useState(false)
  useEffect(() => {
    const query = window.matchMedia('(width >= 64rem)')
    const read = () => setHasPanes(query.matches)
    read()
    query.addEventListener('change', read)
    return () => query.removeEventListener('change', read)
  }, [])
  return hasPanes
}

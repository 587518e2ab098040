import { useEffect, useRef, useState } from 'react'
import { useLocation } from '../framework.ts'

/** After a step to another page the focus goes to its heading, and its title is read out. */
export function RouteFocus() {
  const { pathname, state } = useLocation()
  const lastPath = useRef(pathname)
  const [title, setTitle] = useState('')
  useEffect(() => {
    // From here on keys and live updates work; before, only links and forms do.
    document.documentElement.dataset.ready = 'true'
  }, [])
  useEffect(() => {
    if (lastPath.current === pathname) return
    lastPath.current = pathname
    // Beside a list the page only follows the row that has the focus.
    if (keepsFocus(state)) return
    const heading = document.querySelector('h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
    setTitle(document.title)
  }, [pathname, state])
  return (
    <p className="sr-only" aria-live="polite">
      {title}
    </p>
  )
}

function keepsFocus(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'keepsFocus' in state
}

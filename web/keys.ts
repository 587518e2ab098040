import { useEffect, useRef } from 'react'

type Bindings = Readonly<Record<string, () => void>>

const switchName = 'waybill-keys'

/** Whether single keys act; who dictates or uses a switch can turn them off (WCAG 2.1.4). */
export function areKeysOn(): boolean {
  return localStorage.getItem(switchName) !== 'off'
}

export function switchKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(switchName)
  else localStorage.setItem(switchName, 'off')
}

/** Single keys of a page; they rest while somebody types, holds a modifier, or has a dialog open. */
export function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings)
  latest.current = bindings
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') || !areKeysOn()) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

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

/** Keys that go on acting while they are held. */
const repeating: readonly string[] = ['j', 'k', 'Shift+j', 'Shift+k']

/**
 * Single keys of a page; they rest while somebody types, holds a modifier, or has a dialog open. With Shift a letter is
 * named so (`Shift+j`), whatever Caps Lock says.
 */
export function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings)
  latest.current = bindings
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') || !areKeysOn()) return
      const name = nameOf(event)
      const act = latest.current[name]
      if (!act || (event.repeat && !repeating.includes(name))) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function nameOf({ key, shiftKey }: KeyboardEvent): string {
  if (!/^[a-z]$/i.test(key)) return key
  return shiftKey ? `Shift+${key.toLowerCase()}` : key.toLowerCase()
}

const pressed: readonly string[] = ['checkbox', 'radio', 'button', 'submit']

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !pressed.includes(target.type)
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}

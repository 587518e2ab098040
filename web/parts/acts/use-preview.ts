import { type RefObject, useEffect, useState } from 'react'
import type { Preview } from '../../command-result.ts'
import { postCommand } from '../post-command.ts'

const restMs = 250

/** Asks what the form around an element would do: when it opens, and when somebody has stopped typing. */
export function usePreview(inside: RefObject<HTMLElement | null>): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null)
  useEffect(() => {
    const form = inside.current?.closest('form')
    if (!form) return
    const details = form.closest('details')
    let timer: ReturnType<typeof setTimeout> | undefined
    let asking = new AbortController()
    async function ask() {
      asking.abort()
      asking = new AbortController()
      const fields = new FormData(form ?? undefined)
      fields.set('intent', 'preview')
      // What is under way may be judged by what the page knows: being out of date is told by the act itself.
      for (const name of ['expectedSeq', 'photo']) fields.delete(name)
      const result = await postCommand(fields, asking.signal).catch(() => null)
      if (result?.kind === 'previewed') setPreview(result.preview)
    }
    function soon() {
      clearTimeout(timer)
      if (!details || details.open) timer = setTimeout(() => void ask(), restMs)
    }
    soon()
    form.addEventListener('input', soon)
    form.addEventListener('change', soon)
    details?.addEventListener('toggle', soon)
    return () => {
      clearTimeout(timer)
      asking.abort()
      form.removeEventListener('input', soon)
      form.removeEventListener('change', soon)
      details?.removeEventListener('toggle', soon)
    }
  }, [inside])
  return preview
}

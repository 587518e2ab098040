import { type RefObject, useEffect, useRef } from 'react'
import { useFetcher } from '../../framework.ts'
import type { Offer } from '../../server/booking.server.ts'

const quietMs = 450

/** While somebody fills in the form, its prices follow. */
export function useLiveOffers(form: RefObject<HTMLFormElement | null>, first: readonly Offer[]) {
  const fetcher = useFetcher<{ offers?: readonly Offer[] }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function onInput() {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (!form.current) return
      const fields = new FormData(form.current)
      fields.set('intent', 'quote')
      fetcher.submit(fields, { method: 'post' })
    }, quietMs)
  }
  return { offers: fetcher.data?.offers ?? first, isQuoting: fetcher.state !== 'idle', onInput }
}

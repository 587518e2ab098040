import { useEffect, useRef } from 'react'
import type { ShownChart } from '../../server/reports.server.ts'
import { Card } from '../../ui/card.tsx'

/** A figure over time. Its drawing comes in a piece of its own, after the page; the table below says the same. */
export function ReportChart({ chart }: { chart: ShownChart }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let stop: (() => void) | null = null
    let isGone = false
    void import('./plot.ts').then(({ draw }) => {
      if (box.current && !isGone) stop = draw(box.current, chart)
    })
    return () => {
      isGone = true
      stop?.()
    }
  }, [chart])
  const { name, unit, before } = chart
  return (
    <Card title={unit ? `${name}, ${unit}` : name} className="noscript:hidden print:hidden">
      <div
        ref={box}
        role="img"
        aria-label={`${name} over time; the table says the same.`}
        className="h-[220px] min-w-0 overflow-hidden"
      />
      {before && <p className="mt-1 text-xs text-text-3">Dashed: the period before.</p>}
    </Card>
  )
}

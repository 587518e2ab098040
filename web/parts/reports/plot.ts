import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { ShownChart } from '../../server/reports.server.ts'

const height = 220

/** Draws into a box, and again when it gets another width; the answer takes all of it away. */
export function draw(box: HTMLElement, chart: ShownChart): () => void {
  const paint = paintOf(box)
  const axis = { stroke: paint.text, grid: { stroke: paint.line, width: 1 }, ticks: { stroke: paint.line, width: 1 } }
  const line = { stroke: paint.accent, width: 2, points: { size: 6, fill: paint.accent } }
  const earlier = { label: 'Before', stroke: paint.text, width: 1, dash: [4, 4], points: { show: false } }
  const plot = new UPlot(
    {
      width: box.clientWidth,
      height,
      legend: { show: false },
      cursor: { show: false },
      // Days of the company, whatever the zone of this machine.
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), 'UTC'),
      axes: [axis, { ...axis, size: 56 }],
      scales: {
        y: { range: (_plot, least, most) => [Math.min(0, least ?? 0), (most ?? 0) > 0 ? (most ?? 0) * 1.05 : 1] },
      },
      series: [{}, { label: chart.name, ...line }, ...(chart.before ? [earlier] : [])],
    },
    [chart.times, chart.values, ...(chart.before ? [chart.before] : [])],
    box,
  )
  const watcher = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }))
  watcher.observe(box)
  return () => {
    watcher.disconnect()
    plot.destroy()
  }
}

/** The colours of the theme as they come out: a canvas does not understand our variables. */
function paintOf(box: HTMLElement) {
  const probe = box.appendChild(document.createElement('span'))
  // A colour that is on its way would come out as the one before.
  probe.style.transition = 'none'
  const of = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const paint = { accent: of('--accent'), text: of('--text-2'), line: of('--line') }
  probe.remove()
  return paint
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

type Answered = { method: string; route: string; status: number }

/** What /metrics shows; a registry of its own, so that several apps live in one process. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'waybill_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'waybill_denied_total',
    help: 'Requests for what does not exist or is somebody else’s, and failed sign-ins',
    labelNames: ['kind'],
    registers: [registry],
  })
  const sockets = new Gauge({ name: 'waybill_sockets', help: 'Open live connections', registers: [registry] })
  return {
    registry,
    observe: ({ method, route, status }: Answered, seconds: number): void => {
      duration.observe({ method, route, status: String(status) }, seconds)
      if (status === 404 || status === 401 || status === 429) refusals.inc({ kind: String(status) })
    },
    setSockets: (open: number): void => sockets.set(open),
  }
}

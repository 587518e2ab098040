import { Gauge, type Registry } from 'prom-client'
import type { CommonQueryMethods } from 'slonik'
import { countDeliveries } from '#db/alert-troubles.ts'

/** Shows in /metrics how many alerts wait to go out of the house, and how many could not within a day. */
export function measureAlerts(registry: Registry, db: CommonQueryMethods): void {
  new Gauge({
    name: 'waybill_alert_deliveries',
    help: 'Alerts that wait for their way out of the house, and those that failed within a day',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      // A database that is away must not take the other figures with it.
      const counts = await countDeliveries(db).catch(() => null)
      this.reset()
      if (!counts) return
      for (const state of ['waiting', 'held', 'failed']) this.set({ state }, 0)
      for (const { state, count } of counts) this.set({ state }, count)
    },
  })
}

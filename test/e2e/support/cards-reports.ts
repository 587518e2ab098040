import type { Card } from './cards.ts'

/** What stakeholders read. */
export const reportCards: Record<string, Card> = {
  'reports, the gallery': { path: '/reports', role: 'finance' },
  'reports, nothing kept': { path: '/reports', role: 'dispatcher', isEmpty: true },
  'reports of a partner': { path: '/reports', role: 'partner' },
  'report over time, compared': { path: '/reports/on-time?compare=previous', role: 'supervisor' },
  'report by partner': { path: '/reports/cost?groupBy=partner&compare=previous', role: 'finance' },
  'report with many figures': { path: '/reports/dwell', role: 'admin' },
  'report, nothing in the period': { path: '/reports/exceptions?zone=berlin', role: 'dispatcher', isEmpty: true },
  'report, a period that cannot be': { path: '/reports/on-time?from=never', role: 'dispatcher' },
  'report of a partner': { path: '/reports/outcomes', role: 'partner' },
  'parcels of a report': { path: '/reports/on-time/parcels?figure=on_time', role: 'dispatcher' },
  'parcels of a report, none': { path: '/reports/on-time/parcels?figure=on_time', role: 'dispatcher', isEmpty: true },
  'report, scheduled': { path: '/reports/on-time/schedule', role: 'finance' },
  'report, not scheduled': { path: '/reports/on-time/schedule', role: 'admin', isEmpty: true },
}

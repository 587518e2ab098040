import { index, layout, type RouteConfig, type RouteConfigEntry, route } from '@remix-run/route-config'

/** The pages of one console, inside its frame. */
function console(path: string, pages: RouteConfigEntry[]): RouteConfigEntry {
  return route(path, `routes/${path}/layout.tsx`, [layout('routes/frame.tsx', { id: `${path}-frame` }, pages)])
}

export default [
  layout('routes/public/layout.tsx', [
    index('routes/public/start.tsx'),
    route('login', 'routes/public/login.tsx'),
    route('welcome', 'routes/public/welcome.tsx'),
    route('track', 'routes/public/look-up.tsx'),
    route('track/:number', 'routes/public/track.tsx'),
    route('track/:number/change', 'routes/public/change.tsx'),
    route('track/:number/confirm', 'routes/public/confirm.tsx'),
  ]),
  route('t/:token', 'routes/public/link.ts'),
  route('logout', 'routes/logout.ts'),
  route('theme', 'routes/theme.ts'),
  route('act', 'routes/act.ts'),
  console('app', [
    index('routes/app/home.tsx'),
    route('shipments/new', 'routes/app/book.tsx'),
    route('shipments/:id', 'routes/app/shipment.tsx'),
  ]),
  console('courier', [index('routes/courier/today.tsx'), route('stops/:id', 'routes/courier/stop.tsx')]),
  console('dispatch', [
    index('routes/dispatch/board.tsx'),
    route('exceptions', 'routes/dispatch/queue.tsx', [
      index('routes/dispatch/queue-overview.tsx'),
      route(':id', 'routes/dispatch/case.tsx'),
    ]),
    route('queue/rows', 'routes/dispatch/queue-rows.ts'),
    route('queue/changes', 'routes/dispatch/queue-changes.ts'),
    route('shipments/:id', 'routes/dispatch/shipment.tsx'),
    route('jobs', 'routes/dispatch/jobs.tsx'),
    route('jobs/:id', 'routes/dispatch/job.tsx'),
    route('bulletins', 'routes/dispatch/bulletins.tsx'),
    route('stale', 'routes/dispatch/stale.tsx'),
  ]),
  console('admin', [
    index('routes/admin/overview.tsx'),
    route('users', 'routes/admin/users.tsx'),
    route('service-levels', 'routes/admin/service-levels.tsx'),
    route('service-levels/:code', 'routes/admin/service-level.tsx'),
    route('service-levels/:code/what-if', 'routes/admin/what-if.tsx'),
    route('service-levels/:code/apply', 'routes/admin/apply-level.tsx'),
    route('what-if/:id', 'routes/admin/what-if-job.tsx'),
    route('calendars', 'routes/admin/calendars.tsx'),
    route('calendars/:code', 'routes/admin/calendar.tsx'),
    route('zones', 'routes/admin/zones.tsx'),
    route('zones/:code', 'routes/admin/zone.tsx'),
    route('mappings', 'routes/admin/mappings.tsx'),
    route('mappings/:partnerId', 'routes/admin/mapping.tsx'),
    route('webhooks', 'routes/admin/webhooks.tsx'),
    route('webhooks/:id', 'routes/admin/webhook.tsx'),
    route('shipments/:id/workflow', 'routes/admin/workflow.tsx'),
  ]),
  console('partner', [
    index('routes/partner/packages.tsx'),
    route('packages/:id', 'routes/partner/package.tsx'),
    route('mapping', 'routes/partner/mapping.tsx'),
    route('webhooks', 'routes/partner/webhooks.tsx'),
    route('webhooks/:id', 'routes/partner/webhook.tsx'),
  ]),
  console('reports', [
    index('routes/reports/gallery.tsx'),
    route(':code', 'routes/reports/report.tsx'),
    route(':code/parcels', 'routes/reports/parcels.tsx'),
    route(':code/schedule', 'routes/reports/schedule.tsx'),
  ]),
  route('alerts/bell', 'routes/alerts/bell.ts'),
  console('alerts', [
    index('routes/alerts/list.tsx'),
    route('preferences', 'routes/alerts/preferences.tsx'),
    route('undelivered', 'routes/alerts/undelivered.tsx'),
  ]),
  route('dev', 'routes/dev/layout.tsx', [
    route('mail', 'routes/dev/mailbox.tsx'),
    route('mail/:id', 'routes/dev/mail.tsx'),
    route('sms', 'routes/dev/sms.tsx'),
  ]),
  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig

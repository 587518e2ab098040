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
  ]),
  route('t/:token', 'routes/public/link.ts'),
  route('logout', 'routes/logout.ts'),
  route('theme', 'routes/theme.ts'),
  console('app', [
    index('routes/app/home.tsx'),
    route('shipments/new', 'routes/app/book.tsx'),
    route('shipments/:id', 'routes/app/shipment.tsx'),
  ]),
  console('courier', [index('routes/courier/today.tsx'), route('stops/:id', 'routes/courier/stop.tsx')]),
  console('dispatch', [
    index('routes/dispatch/board.tsx'),
    route('exceptions', 'routes/dispatch/queue.tsx'),
    route('exceptions/:id', 'routes/dispatch/case.tsx'),
    route('shipments/:id', 'routes/dispatch/shipment.tsx'),
  ]),
  console('admin', [
    index('routes/admin/overview.tsx'),
    route('users', 'routes/admin/users.tsx'),
    route('shipments/:id/workflow', 'routes/admin/workflow.tsx'),
  ]),
  route('dev', 'routes/dev/layout.tsx', [
    route('mail', 'routes/dev/mailbox.tsx'),
    route('mail/:id', 'routes/dev/mail.tsx'),
  ]),
  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig

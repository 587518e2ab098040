import './styles/app.css'
import { randomUUID } from 'node:crypto'
import type { ReactNode } from 'react'
import {
  Links,
  type LoaderFunctionArgs,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useNavigation,
  useRouteLoaderData,
} from './framework.ts'
import { useIsScriptless } from './handle.ts'
import { useNonce } from './nonce.ts'
import { ErrorPage } from './parts/error-page.tsx'
import { RouteFocus } from './parts/route-focus.tsx'
import { readingOf, themeOf } from './server/preferences.server.ts'
import { traceIdOf } from './server/trace.server.ts'
import { ServerClock } from './ui/server-clock.tsx'

export function meta() {
  return [
    { title: 'Waybill' },
    { name: 'description', content: 'Every parcel on its way, and nothing late that nobody saw.' },
  ]
}

export function loader({ request, context }: LoaderFunctionArgs) {
  const { viewer, isDemo } = context
  return {
    /** What the ids of this page's commands are made of. */
    seed: randomUUID(),
    theme: themeOf(request),
    ...readingOf(request),
    isDemo,
    traceId: traceIdOf(context),
    viewer: viewer?.kind === 'user' ? { name: viewer.name, email: viewer.email, roles: viewer.roles } : null,
  }
}

export function Layout({ children }: { children: ReactNode }) {
  const theme = useRouteLoaderData<typeof loader>('root')?.theme ?? 'system'
  const isScriptless = useIsScriptless()
  const nonce = useNonce()
  return (
    <html lang="en" dir="ltr" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f2f3ef" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0f1214" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <Meta />
        <Links />
      </head>
      <body>
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-accent-fill px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
        >
          Skip to the content
        </a>
        {children}
        {!isScriptless && (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  )
}

export default function Root() {
  const { nowMs } = useLoaderData<typeof loader>()
  return (
    <>
      <LoadingBar />
      <RouteFocus />
      <ServerClock nowMs={nowMs}>
        <Outlet />
      </ServerClock>
    </>
  )
}

export { ErrorPage as ErrorBoundary }

function LoadingBar() {
  const { state } = useNavigation()
  if (state === 'idle') return null
  return (
    <div className="fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden" role="progressbar" aria-label="Loading">
      <div className="loading-bar h-full w-full bg-accent" />
    </div>
  )
}

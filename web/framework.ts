// biome-ignore-all lint/performance/noBarrelFile: the one place that names the framework, so that leaving it is one edit
import type { WebContext } from '#api/services/contract.ts'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends WebContext {}
  interface Future {
    v3_singleFetch: true
  }
}

export {
  type ClientActionFunctionArgs,
  Form,
  isRouteErrorResponse,
  Link,
  Links,
  Meta,
  NavLink,
  Outlet,
  RemixBrowser,
  RemixServer,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useFetcher,
  useLoaderData,
  useLocation,
  useMatches,
  useNavigate,
  useNavigation,
  useOutletContext,
  useParams,
  useRevalidator,
  useRouteError,
  useRouteLoaderData,
  useSearchParams,
} from '@remix-run/react'
export {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type EntryContext,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/server-runtime'

import { useRouteLoaderData } from '../../framework.ts'
import type { loader } from '../../routes/dispatch/case.tsx'
import type { ExceptionLine } from '../../server/present-exception.server.ts'

/** The case that stands on the page, also when the list beside it does not hold it. */
export function useOpenLine(): ExceptionLine | null {
  return useRouteLoaderData<typeof loader>('routes/dispatch/case')?.line ?? null
}

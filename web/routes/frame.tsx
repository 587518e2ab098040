import { Outlet } from '../framework.ts'
import { ErrorPanel } from '../parts/error-page.tsx'

/** Between a console and its pages: what fails in a page leaves the console usable. */
export default function Frame() {
  return <Outlet />
}

export { ErrorPanel as ErrorBoundary }

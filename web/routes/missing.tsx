import { missing } from '../server/problems.server.ts'

/** Whatever no other route knows. */
export function loader() {
  throw missing()
}

/** Never shown; it makes this a page, so that a person gets the error page and not raw data. */
export default function Missing() {
  return null
}

import { missing } from '../server/problems.server.ts'

/** Whatever no other route knows. */
export function loader() {
  throw missing()
}

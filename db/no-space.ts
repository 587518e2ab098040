/** `disk_full` of PostgreSQL, and the system's own word for it. */
const codes: readonly unknown[] = ['53100', 'ENOSPC']

/** Whether a write failed because there is no space left, whoever has wrapped the error meanwhile. */
export function hasNoSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && codes.includes(error.code)) || hasNoSpace(error.cause)
}

/** The id of this request in the logs, where the server tells it. */
export function traceIdOf(context: object): string | null {
  return 'traceId' in context && typeof context.traceId === 'string' ? context.traceId : null
}

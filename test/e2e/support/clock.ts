const minuteMs = 60_000

/** An instant some minutes from now, as the API writes it; negative is past. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * minuteMs).toISOString()
}

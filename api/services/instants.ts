import type { Instant, Window } from '#domain/views.ts'

/** Inside there are epoch milliseconds, on the wire ISO 8601 in UTC. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString()
}

export function windowOf([fromMs, toMs]: readonly [number, number]): Window {
  return [instantOf(fromMs), instantOf(toMs)]
}

export function spanOf([from, to]: readonly [string, string]): readonly [fromMs: number, toMs: number] {
  return [Date.parse(from), Date.parse(to)]
}

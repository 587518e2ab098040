import type { ZoneView } from '#domain/views-operations.ts'
import { countryName } from '../words/countries.ts'

const mostShown = 12

/** A zone as a line of the list: the first of its prefixes, and how many more there are. */
export function zoneLine({ code, name, country, postcodePrefixes }: ZoneView) {
  return {
    code,
    name,
    country: countryName(country),
    prefixes: postcodePrefixes.slice(0, mostShown),
    more: Math.max(0, postcodePrefixes.length - mostShown),
  }
}

export type ZoneLine = ReturnType<typeof zoneLine>

/** Prefixes that two zones have: which of them wins is then a matter of their codes. */
export function sharedPrefixes(zones: readonly ZoneView[], own: ZoneView): string[] {
  const others = zones.filter(({ code, country }) => code !== own.code && country === own.country)
  return own.postcodePrefixes.flatMap((prefix) => {
    const other = others.find(({ postcodePrefixes }) => postcodePrefixes.includes(prefix))
    return other ? [`${prefix} (${other.name})`] : []
  })
}

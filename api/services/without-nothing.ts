/** An object without the fields that are undefined: JSON holds none, and the exact types of views want none. */
export function withoutNothing<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const pairs = Object.entries(given).filter(([, value]) => value !== undefined)
  // Exactly the fields that have a value.
  return Object.fromEntries(pairs) as { [K in keyof T]: Exclude<T[K], undefined> }
}

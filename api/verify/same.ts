/**
 * Whether all that was stored is so in truth. What a row of an older release does not know yet is no difference: it is
 * written with the shipment's next event, and a closed one has none.
 */
export function isKept(stored: unknown, truth: unknown): boolean {
  if (Array.isArray(stored)) {
    const others = Array.isArray(truth) ? truth : []
    return stored.length === others.length && stored.every((item, index) => isKept(item, others[index]))
  }
  if (typeof stored !== 'object' || stored === null) return stored === truth
  if (typeof truth !== 'object' || truth === null) return false
  return Object.entries(stored).every(([key, value]) => isKept(value, Reflect.get(truth, key)))
}

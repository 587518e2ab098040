/** A field of a form as trimmed text; empty and absent are both null. */
export function textOf(form: FormData, name: string): string | null {
  const value = form.get(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** A field as text that the next check may refuse: empty when absent. */
export function fieldOf(form: FormData, name: string): string {
  return textOf(form, name) ?? ''
}

/** The object without its empty members, so that nothing unknown or empty goes on. */
export function filled<T>(fields: Readonly<Record<string, T | null | undefined>>): Record<string, T> {
  const members = Object.entries(fields).filter((member): member is [string, T & {}] => (member[1] ?? null) !== null)
  return Object.fromEntries(members)
}

/** A field as a number; null when it is absent or none. */
export function numberOf(form: FormData, name: string): number | null {
  const text = textOf(form, name)
  const number = Number(text)
  return text === null || !Number.isFinite(number) ? null : number
}

/** All values of a field that may come several times. */
export function textsOf(form: FormData, name: string): string[] {
  const values = form.getAll(name).filter((value) => typeof value === 'string')
  return values.map((value) => value.trim()).filter(Boolean)
}

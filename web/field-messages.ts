import type { FieldMessages } from './ui/form-errors.tsx'

type Fault = { pointer: string; message: string }

/** From JSON pointers to names of fields: `/payload/sender/city` belongs to the field `sender.city`. */
export function fieldMessages(faults: readonly Fault[], names: Readonly<Record<string, string>> = {}): FieldMessages {
  return Object.fromEntries(
    faults.map(({ pointer, message }) => {
      const name = pointer.replace(/^\/(payload\/)?/, '').replaceAll('/', '.')
      return [names[name] ?? name, message]
    }),
  )
}

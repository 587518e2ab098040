import type { FieldMessages } from './ui/form-errors.tsx'

type Fault = { pointer: string; message: string }

/** From JSON pointers to names of fields: `/payload/sender/city` belongs to the field `sender.city`. */
export function fieldMessages(faults: readonly Fault[], names: Readonly<Record<string, string>> = {}): FieldMessages {
  return Object.fromEntries(
    faults.map(({ pointer, message }) => {
      // What an action asks for stands under `input`; the form does not know that.
      const name = pointer.replace(/^\/(payload\/)?(input\/)?/, '').replaceAll('/', '.')
      return [names[name] ?? name, message]
    }),
  )
}

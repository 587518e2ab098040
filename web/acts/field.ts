export type Option = { value: string; label: string }

type Common = {
  /** What the payload calls it; the form calls it the same, but for the parts of an address or a courier. */
  name: string
  label: string
  hint?: string
  isRequired?: boolean
}

/** One thing that a command wants to know. The form shows it and the server reads it, both by this. */
export type ActField = Common &
  (
    | { kind: 'hidden' | 'text' | 'area' | 'instant' | 'day' | 'window' | 'hold' | 'held' }
    | { kind: 'place' | 'custodian' | 'courier' | 'partner' | 'carrier' | 'photo' | 'scans' }
    | { kind: 'couriers'; most: 1 | 10 }
    | { kind: 'money'; suggest?: 'captured' }
    | { kind: 'choice' | 'checks' | 'sleep'; options: readonly Option[] }
  )

/** A field that the act itself fills in. */
export function hidden(name: string): ActField {
  return { kind: 'hidden', name, label: name }
}

/** Words of the wire as the options of a list. */
export function optionsOf(words: readonly string[], name: (word: string) => string): Option[] {
  return words.map((value) => ({ value, label: name(value) }))
}

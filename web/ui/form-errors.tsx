import { createContext, type ReactNode, useContext } from 'react'

/** What is wrong with a field, by its name in the form. */
export type FieldMessages = Readonly<Record<string, string>>

type Values = Readonly<Record<string, string>>
type Facts = { messages: FieldMessages; prefix: string; values: Values }

const nothing: Values = {}
const FormFacts = createContext<Facts>({ messages: {}, prefix: '', values: nothing })

type Props = { messages: FieldMessages; prefix?: string; values?: Values; children: ReactNode }

/** Gives the fields inside the messages that belong to them; a prefix keeps ids apart where a page has several forms. */
export function FormErrorsProvider({ messages, prefix = '', values = nothing, children }: Props) {
  return <FormFacts.Provider value={{ messages, prefix, values }}>{children}</FormFacts.Provider>
}

/** The message for one field, if it was refused. */
export function useFieldError(name: string): string | undefined {
  return useContext(FormFacts).messages[name]
}

/** What the ids of this form's fields begin with. */
export function useFormPrefix(): string {
  return useContext(FormFacts).prefix
}

/** What was typed into a field before the form came back; undefined in a fresh form. */
export function useTyped(name: string): string | undefined {
  return useContext(FormFacts).values[name]
}

import { createContext, type ReactNode, useContext } from 'react'

/** What is wrong with a field, by its name in the form. */
export type FieldMessages = Readonly<Record<string, string>>

type Facts = { messages: FieldMessages; prefix: string }

const FormFacts = createContext<Facts>({ messages: {}, prefix: '' })

type Props = { messages: FieldMessages; prefix?: string; children: ReactNode }

/** Gives the fields inside the messages that belong to them; a prefix keeps ids apart where a page has several forms. */
export function FormErrorsProvider({ messages, prefix = '', children }: Props) {
  return <FormFacts.Provider value={{ messages, prefix }}>{children}</FormFacts.Provider>
}

/** The message for one field, if it was refused. */
export function useFieldError(name: string): string | undefined {
  return useContext(FormFacts).messages[name]
}

/** What the ids of this form's fields begin with. */
export function useFormPrefix(): string {
  return useContext(FormFacts).prefix
}

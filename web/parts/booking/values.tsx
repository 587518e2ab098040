import { createContext, type ReactNode, useContext } from 'react'

type Values = Readonly<Record<string, string>>

const Filled = createContext<Values>({})

/** What the fields of the form begin with: the sample, or what was posted before. */
export function FilledProvider({ values, children }: { values: Values; children: ReactNode }) {
  return <Filled.Provider value={values}>{children}</Filled.Provider>
}

/** The first value of a field. */
export function useFilled(name: string): string | undefined {
  return useContext(Filled)[name]
}

import { createContext, useContext } from 'react'

type Triage = {
  /** Something was done about a case: its row is read again, and the next one is up. */
  done: (exceptionId: string) => void
}

/** How a case tells the list beside it. */
export const TriageContext = createContext<Triage>({ done: () => undefined })

export function useTriageContext(): Triage {
  return useContext(TriageContext)
}

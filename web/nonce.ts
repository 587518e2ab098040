import { createContext, useContext } from 'react'

/** Known while the server renders; browsers hide the attribute afterwards. */
export const NonceContext = createContext<string | undefined>(undefined)

/** The nonce that lets a script tag of this answer run. */
export function useNonce(): string | undefined {
  return useContext(NonceContext)
}

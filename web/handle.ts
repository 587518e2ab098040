import { useMatches } from './framework.ts'

/** What a route tells the frame around it. */
export type Handle = {
  /** Public pages ship no framework script. */
  isScriptless?: boolean
}

/** Whether any part of this page wants to go without scripts. */
export function useIsScriptless(): boolean {
  return useMatches().some(({ handle }) => isHandle(handle) && handle.isScriptless === true)
}

function isHandle(handle: unknown): handle is Handle {
  return typeof handle === 'object' && handle !== null
}

/** The rooms that the loaders of this page want to hear of, by their own `rooms`. */
export function useRooms(): string[] {
  return useMatches().flatMap(({ data }) => (hasRooms(data) ? data.rooms : []))
}

function hasRooms(data: unknown): data is { rooms: string[] } {
  return typeof data === 'object' && data !== null && 'rooms' in data && Array.isArray(data.rooms)
}

import type { Environment } from '#config'

/** What a child process gets to see: these settings and nothing else of ours. */
export function environmentOf(settings: Environment): NodeJS.ProcessEnv {
  // Remix's types claim that every environment names NODE_ENV; Node itself asks for nothing.
  return settings as NodeJS.ProcessEnv
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#domain/errors.ts'

export type Limits = ReturnType<typeof createLimits>

/** How often somebody may ask for what costs us or invites guessing; counted in this process. */
export function createLimits() {
  const tracking = new RateLimiterMemory({ points: 120, duration: 60 })
  const trackingMisses = new RateLimiterMemory({ points: 20, duration: 60 })
  const uploads = new RateLimiterMemory({ points: 120, duration: 3_600 })
  const machines = new RateLimiterMemory({ points: 100, duration: 2 })
  return {
    /** A look at a public tracking page, by address. */
    track: async (address: string): Promise<void> => {
      const misses = await trackingMisses.get(address)
      if (misses && misses.remainingPoints <= 0) throw tooMany(misses.msBeforeNext)
      await take(tracking, address)
    },
    /** A number or token that leads nowhere. */
    missTrack: async (address: string): Promise<void> => await take(trackingMisses, address),
    upload: async (userId: string): Promise<void> => await take(uploads, userId),
    /** A call with an API key: 50 a second with bursts of 100. */
    machine: async (key: string): Promise<void> => await take(machines, key),
  }
}

async function take(from: RateLimiterMemory, key: string): Promise<void> {
  try {
    await from.consume(key)
  } catch (full) {
    if (full instanceof RateLimiterRes) throw tooMany(full.msBeforeNext)
    throw full
  }
}

function tooMany(waitMs: number): AppError {
  return new AppError('too_many_requests', 'Too many requests. Wait a little.', { retryAfterSeconds: waitMs / 1000 })
}

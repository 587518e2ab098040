import { minuteMs } from '../durations.ts'
import type { BulletinKind, Payloads, TelemetryKind } from '../payloads.ts'
import { raise, type Signal } from '../raise.ts'
import type { Rule } from '../script.ts'
import { HOLDABLE, isIn } from '../status.ts'
import { hold } from './holds.ts'

/** An ETA this much after the promise is late (lifecycle.md §5.1, type 8). */
const toleratedMs = 30 * minuteMs

/** What the position feed says by itself; an ETA says something only against the promise. */
const signals: Partial<Record<TelemetryKind, Signal>> = {
  deviation: { type: 'route_anomaly', reason: 'deviation', via: 'gps' },
  stop: { type: 'route_anomaly', reason: 'prolonged_stop', via: 'gps' },
  offline: { type: 'courier_offline', reason: 'no_heartbeat', via: 'timer' },
}

/** A courier's position feed has news: positions themselves never come here. */
export const telemetry: Rule<Payloads['telemetry']> = (script, data) => {
  script.say({ type: 'telemetry_noted', data })
  const signal = signals[data.kind]
  if (signal) raise(script, signal)
  const isLate = data.etaMs !== null && data.etaMs > script.now().promise[1] + toleratedMs
  if (data.kind === 'eta' && isLate) raise(script, { type: 'eta_delay', reason: 'predicted_late', via: 'prediction' })
  return undefined
}

const reasons: Record<BulletinKind, string> = { weather: 'weather', closure: 'closure', strike: 'strike' }

/** A bulletin of its zone reaches the shipment: one exception, and the clock stops where it can be held. */
export const publishBulletin: Rule<Payloads['publish_bulletin']> = (script, data) => {
  const { holds } = script.now()
  if (holds.some(({ bulletinId }) => bulletinId === data.bulletinId)) return undefined
  script.say({ type: 'bulletin_published', data })
  raise(script, { type: 'force_majeure', reason: reasons[data.kind], via: 'person' })
  const { status } = script.now()
  const { bulletinId, untilMs } = data
  // One hold for each reason: a second bulletin of the zone leaves the first one's hold.
  if (isIn(HOLDABLE, status) && !holds.some(({ reason }) => reason === 'bulletin')) {
    hold(script, { reason: 'bulletin', untilMs, retentionReason: null, noteId: null, stopsClock: true, bulletinId })
  }
  return undefined
}

/** The bulletin is over: the clock goes on, and the promise has moved by what was lost. */
export const endBulletin: Rule<Payloads['end_bulletin']> = (script, { bulletinId }) => {
  const held = script.now().holds.find((hold) => hold.bulletinId === bulletinId)
  const isKnown = held !== undefined || script.now().exceptions.some(({ type }) => type === 'force_majeure')
  if (!isKnown) return undefined
  script.say({ type: 'bulletin_ended', data: { bulletinId } })
  if (held) script.say({ type: 'hold_released', data: { reason: held.reason, isLapse: true, noteId: null } })
  return undefined
}

/** An admin lets this shipment go on under the newest version of its level. */
export const applyPolicy: Rule<Payloads['apply_policy']> = (script, { policy }) => {
  const { level, version } = script.now().policy
  if (level === policy.level && version === policy.version) return undefined
  script.say({ type: 'policy_applied', data: { policy } })
  return undefined
}

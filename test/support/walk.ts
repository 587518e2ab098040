import type { WorkflowCommandType } from '#domain/payloads.ts'
import type { Given, World } from './world.ts'
import { courier, dispatcher, sender } from './world.ts'

export const goodProof = {
  photoId: 'p1',
  signatureId: null,
  pin: null,
  scans: 'all',
  distanceMeters: 20,
  isStopKnown: true,
  idSeen: false,
} as const

type Step = { [K in WorkflowCommandType]: Given<K> }[WorkflowCommandType]

/** The shortest way from a confirmed booking to a verified delivery. */
export const happySteps: readonly Step[] = [
  { type: 'assign', actor: dispatcher, payload: { courierIds: [courier.id ?? ''], minutes: null } },
  { type: 'accept', actor: courier, payload: {} },
  { type: 'start', actor: courier, payload: { etaMs: null } },
  { type: 'pick_up', actor: courier, payload: { scans: 'all', photoId: null, missing: 0 } },
  { type: 'start', actor: courier, payload: { etaMs: null } },
  {
    type: 'deliver',
    actor: courier,
    payload: { proof: goodProof, receivedById: null, codCollectedMinor: null, short: 0 },
  },
  { type: 'verify_delivery', actor: sender, payload: { noteId: null } },
]

/** Sends the steps up to and including the n-th. */
export async function walk(world: World, id: string, count = happySteps.length): Promise<void> {
  for (const step of happySteps.slice(0, count)) await world.send(id, step)
}

import type { Services } from '#api/services/contract.ts'
import { AppError } from '#domain/errors.ts'
import type { JobView, PolicyFigures, WhatIfOutcome, ZoneView } from '#domain/views-operations.ts'
import { inMinutes } from './clock.ts'
import type { World } from './services.ts'

const idOf = (n: number) => `01900000-0000-7000-8000-00000000e00${n}`

/** What-ifs in the states that look different. */
/** The job that lets running shipments go on under a newer version. */
export const reapplyId = '01900000-0000-7000-8000-0000000000f9'

export const whatIfIds = { running: idOf(1), done: idOf(2), nothing: idOf(3), cancelled: idOf(4) }

const now: PolicyFigures = {
  exceptions: 1_284,
  alerts: 3_912,
  byLevel: { 1: 1_284, 2: 1_302, 3: 816, 4: 510 },
  byType: [
    { type: 'unassigned', exceptions: 640, alerts: 2_050, worstLevel: 4 },
    { type: 'stale', exceptions: 420, alerts: 1_310, worstLevel: 4 },
    { type: 'pickup_overdue', exceptions: 224, alerts: 552, worstLevel: 3 },
  ],
  peopleHours: 718.4,
}

const draft: PolicyFigures = {
  exceptions: 1_296,
  alerts: 3_105,
  byLevel: { 1: 1_296, 2: 1_302, 3: 402, 4: 105 },
  byType: [
    { type: 'unassigned', exceptions: 640, alerts: 1_210, worstLevel: 3 },
    { type: 'stale', exceptions: 420, alerts: 1_310, worstLevel: 4 },
    { type: 'pickup_overdue', exceptions: 224, alerts: 570, worstLevel: 3 },
    { type: 'address_problem', exceptions: 12, alerts: 15, worstLevel: 2 },
  ],
  peopleHours: 411.2,
}

const outcome: WhatIfOutcome = { shipments: 20_000, days: 30, seconds: 4.2, now, draft }
const none: PolicyFigures = { exceptions: 0, alerts: 0, byLevel: {}, byType: [], peopleHours: 0 }

function whatIf(special: Partial<JobView>): JobView {
  return {
    id: whatIfIds.done,
    kind: 'what_if',
    title: 'What if Next day had been so for the last 30 days',
    state: 'done',
    done: 20_000,
    total: 20_000,
    applied: 0,
    refused: 0,
    createdAt: inMinutes(-1),
    finishedAt: inMinutes(0),
    ...special,
  }
}

const whatIfs: readonly JobView[] = [
  whatIf({ id: whatIfIds.running, state: 'running', done: 7_000, finishedAt: null }),
  whatIf({ outcome }),
  whatIf({
    id: whatIfIds.nothing,
    done: 0,
    total: 0,
    outcome: { ...outcome, shipments: 0, days: 1, now: none, draft: none },
  }),
  whatIf({ id: whatIfIds.cancelled, state: 'cancelled', done: 3_000 }),
]

/** A job of a policy by its id. */
export function policyJob(id: string): JobView | undefined {
  return whatIfs.find((job) => job.id === id)
}

/** Keeps what was sent; refuses it with the answer that a test has set. */
function sent<T>(world: World, input: unknown, kept: T): T {
  world.sent.push(input)
  if (world.answer instanceof AppError) throw world.answer
  return kept
}

/** What an admin can do with a policy, in a page test. */
export function fakePolicies(world: World): Services['policies'] {
  return {
    whatIf: async (input) => sent(world, input, whatIf({ outcome })),
    reapply: async (level) => sent(world, { reapply: level }, whatIf({ kind: 'policy', id: reapplyId })),
  }
}

const many = Array.from({ length: 18 }, (_, n) => String(10_405 + n * 2))

const zones: readonly ZoneView[] = [
  { code: 'berlin_mitte', name: 'Berlin Mitte', country: 'DE', postcodePrefixes: ['101', '103'] },
  { code: 'berlin_nord', name: 'Berlin Nord', country: 'DE', postcodePrefixes: ['103', '13', ...many] },
  { code: 'germany', name: 'Rest of Germany', country: 'DE', postcodePrefixes: [] },
]

/** The zones of a page test. */
export function fakeZones(world: World): Services['zones'] {
  return {
    list: async () => (world.isEmpty ? [] : zones),
    put: async (code, input) => sent(world, input, { ...(zones[0] as ZoneView), code }),
  }
}

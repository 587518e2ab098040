import type { MappingWire } from '../schemas/mapping.ts'

type Rule = MappingWire['rules'][number]

/** A public code list with its reading in our words: what a mapping can begin from. */
export type Vocabulary = {
  code: string
  name: string
  /** The public document it was written from. */
  source: string
  rules: readonly Rule[]
}

type Effect = Rule['effect']

/** Short names for the effects that code lists need. */
export const effects = {
  pickedUp: { status: 'picked_up' },
  moving: { status: 'in_transit' },
  outForDelivery: { status: 'out_for_delivery' },
  attempted: { status: 'attempt_failed' },
  notHome: { status: 'attempt_failed', reason: 'not_home' },
  closed: { status: 'attempt_failed', reason: 'premises_closed' },
  refused: { status: 'attempt_failed', reason: 'refused_at_door' },
  movedAway: { status: 'attempt_failed', reason: 'moved' },
  toCollect: { status: 'available_for_pickup' },
  delivered: { status: 'delivered' },
  returning: { status: 'returning' },
  returned: { status: 'returned' },
  customs: { hold: 'customs', retentionReason: 'held by customs' },
  payment: { hold: 'payment' },
  depot: { hold: 'depot' },
  late: { exception: { type: 'eta_delay', reason: 'predicted_late' } },
  weather: { exception: { type: 'force_majeure', reason: 'weather' } },
  address: { exception: { type: 'address_problem', reason: 'wrong_address' } },
  damaged: { exception: { type: 'damaged_or_missing', reason: 'damaged' } },
  missorted: { exception: { type: 'missorted', reason: 'wrong_facility' } },
  lost: { exception: { type: 'suspected_lost', reason: 'reported_lost' } },
  uncollected: { exception: { type: 'recipient_unavailable', reason: 'uncollected' } },
  rejected: { exception: { type: 'unassigned', reason: 'partner_rejected' } },
  note: { note: true },
} as const satisfies Record<string, Effect>

export type EffectName = keyof typeof effects

/** A line of a code list: the code, with its reason where it has one, what it means, and our reading. */
export type Line = readonly [code: string, label: string, effect: EffectName, reason?: string]

export function rulesOf(lines: readonly Line[]): Rule[] {
  return lines.map(([code, label, effect, reason]) => ({
    match: { code, ...(reason !== undefined && { reason }) },
    effect: effects[effect],
    label,
  }))
}

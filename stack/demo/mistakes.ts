import type { ExceptionType } from '#domain/exception-types.ts'

/** An exception that a row of the day is to become, and how high it is to climb before somebody acts. */
export type Expected = { type: ExceptionType; level: number }

type Row = {
  /** How often it happens, in bookings of a thousand. */
  weight: number
  /** The service level whose one short deadline brings it about; `day` has none. */
  level: string
  expects: Expected | null
  /** Where the shipment ends. */
  ends: 'delivered' | 'cancelled'
  payment: 'account' | 'card' | 'none'
}

/** What goes wrong in the day; everything else is done in time. */
export const mistakeTable = {
  none: { weight: 600, level: 'day', expects: null, ends: 'delivered', payment: 'account' },
  card: { weight: 120, level: 'day', expects: null, ends: 'delivered', payment: 'card' },
  unassigned_1: {
    weight: 30,
    level: 'late_assign',
    expects: { type: 'unassigned', level: 1 },
    ends: 'delivered',
    payment: 'account',
  },
  unassigned_2: {
    weight: 20,
    level: 'late_assign',
    expects: { type: 'unassigned', level: 2 },
    ends: 'delivered',
    payment: 'account',
  },
  unassigned_3: {
    weight: 10,
    level: 'late_assign',
    expects: { type: 'unassigned', level: 3 },
    ends: 'delivered',
    payment: 'account',
  },
  unassigned_4: {
    weight: 10,
    level: 'late_assign',
    expects: { type: 'unassigned', level: 4 },
    ends: 'delivered',
    payment: 'account',
  },
  not_accepted: {
    weight: 30,
    level: 'late_accept',
    expects: { type: 'not_accepted', level: 1 },
    ends: 'delivered',
    payment: 'account',
  },
  declined: {
    weight: 30,
    level: 'day',
    expects: { type: 'not_accepted', level: 1 },
    ends: 'delivered',
    payment: 'account',
  },
  late_start: {
    weight: 30,
    level: 'late_start',
    expects: { type: 'pickup_overdue', level: 2 },
    ends: 'delivered',
    payment: 'account',
  },
  long_stop: {
    weight: 20,
    level: 'long_stop',
    expects: { type: 'route_anomaly', level: 1 },
    ends: 'delivered',
    payment: 'account',
  },
  pickup_failed: {
    weight: 20,
    level: 'day',
    expects: { type: 'pickup_failed', level: 1 },
    ends: 'delivered',
    payment: 'account',
  },
  not_home: {
    weight: 30,
    level: 'day',
    expects: { type: 'recipient_unavailable', level: 1 },
    ends: 'delivered',
    payment: 'card',
  },
  refused: { weight: 10, level: 'day', expects: { type: 'refused', level: 1 }, ends: 'delivered', payment: 'account' },
  cancelled: { weight: 20, level: 'day', expects: null, ends: 'cancelled', payment: 'card' },
  never_paid: {
    weight: 20,
    level: 'never_paid',
    expects: { type: 'payment_overdue', level: 1 },
    ends: 'cancelled',
    payment: 'none',
  },
} as const satisfies Record<string, Row>

export type Mistake = keyof typeof mistakeTable
export const mistakes = Object.keys(mistakeTable) as Mistake[]

export function mistakeRow(mistake: Mistake): Row {
  return mistakeTable[mistake]
}

const calm = {
  promise: 'P7D',
  choose: 'P1D',
  pay: 'P1D',
  assign: 'P1D',
  accept: 'P1D',
  start: 'P1D',
  dwell: 'P1D',
  decision: 'P1D',
  stop_late: 'P7D',
  verify: 'P1D',
}

/** Service levels of seconds: each has one short deadline, so that nothing else can be late by accident. */
export const demoLevels: Record<
  string,
  { allowances: Record<string, string>; slas: Partial<Record<ExceptionType, string>> }
> = {
  day: { allowances: calm, slas: {} },
  late_assign: { allowances: { ...calm, assign: 'PT3S' }, slas: { unassigned: 'PT8S' } },
  late_accept: { allowances: { ...calm, accept: 'PT3S' }, slas: {} },
  late_start: { allowances: { ...calm, start: 'PT4S' }, slas: { pickup_overdue: 'PT8S' } },
  long_stop: { allowances: { ...calm, dwell: 'PT3S' }, slas: {} },
  never_paid: { allowances: { ...calm, choose: 'PT3S' }, slas: { payment_overdue: 'PT3S' } },
}

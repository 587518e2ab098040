import type { Services } from '#api/services/contract.ts'
import { AppError, type FieldError } from '#domain/errors.ts'
import type { CalendarView, ServiceLevelView } from '#domain/views.ts'
import { inMinutes } from './clock.ts'
import type { World } from './services.ts'

/** Two calendars, of which the office has a break at noon and holidays. */
export function calendars(): CalendarView[] {
  const office: [string, string][] = [
    ['08:00', '12:00'],
    ['13:00', '18:00'],
  ]
  return [
    {
      code: 'office',
      version: 4,
      name: 'Office',
      zone: 'Europe/Berlin',
      hours: { mon: office, tue: office, wed: office, thu: office, fri: [['08:00', '12:00']] },
      holidays: [
        { date: '2020-01-01', name: 'Long ago' },
        { date: '2098-12-25', name: 'Christmas Day' },
        { date: '2098-12-26' },
      ],
      updatedAt: inMinutes(-600),
    },
    {
      code: 'ops',
      version: 1,
      name: 'Operations',
      zone: 'Europe/Berlin',
      hours: { sat: [['00:00', '24:00']], sun: [['07:00', '22:00']] },
      holidays: [],
      updatedAt: inMinutes(-60_000),
    },
  ]
}

/** A level that sets a little of everything. */
export function ownLevel(): ServiceLevelView {
  const step = (after: number) => ({ after, who: ['owner', 'supervisor'] as const, channels: ['app', 'sms'] as const })
  return {
    code: 'next_day',
    version: 3,
    name: 'Next day',
    allowances: { promise: { workingDays: 1, by: '18:00' }, assign: 'PT1H30M', lost_watch: 'P7D' },
    slas: { unassigned: 'PT20S' },
    ladder: [0, 1, 2, 4],
    ladders: { stale: [step(0), step(0.5), step(1.5), step(3)] },
    calendar: 'default',
    podPolicy: { photo: 'required', pin: 'warn' },
    attempts: 2,
  }
}

function office(): CalendarView {
  return calendars()[0] ?? unknown('office')
}

function unknown(code: string): never {
  throw new AppError('not_found', `There is no such rule as ${code}.`)
}

/** Keeps what was sent; refuses it with the answer that a test has set. */
function sent<T>(world: World, input: unknown, kept: T): T {
  world.sent.push(input)
  if (world.answer instanceof AppError) throw world.answer
  return kept
}

/** The calendars of a page test. */
export function fakeCalendars(world: World): Services['calendars'] {
  const find = (code: string) => calendars().find((calendar) => calendar.code === code) ?? unknown(code)
  return {
    list: async () => (world.isEmpty ? [] : calendars()),
    get: async (code) => find(code),
    put: async (code, input) => sent(world, input, { ...office(), code }),
  }
}

/** The service levels of a page test. */
export function fakeLevels(world: World, list: readonly ServiceLevelView[]): Services['serviceLevels'] {
  return {
    list: async () => list,
    get: async (code) => [ownLevel(), ...list].find((level) => level.code === code) ?? unknown(code),
    put: async (_, input) => sent(world, input, ownLevel()),
  }
}

/** What a service throws that finds these faults. */
export function refusal(...errors: [pointer: string, message: string, code?: string][]): AppError {
  const faults = errors.map(([pointer, message, code = 'rule']): FieldError => ({ pointer, code, message }))
  return new AppError('invalid_input', 'Not valid.', { errors: faults })
}

import type { Services } from '#api/services/contract.ts'
import type { Role } from '#domain/actors.ts'
import { epcisDocument } from '#domain/epcis.ts'
import { AppError } from '#domain/errors.ts'
import type {
  CommandAnswer,
  ExceptionView,
  MailView,
  QuoteView,
  RunStop,
  ServiceLevelView,
  ShipmentView,
} from '#domain/views.ts'
import { fakeAlerts, texts } from './alerts.ts'
import { exceptions } from './cases.ts'
import { inMinutes } from './clock.ts'
import { workflowView } from './events.ts'
import { fakeMappings, traceOf } from './mappings.ts'
import { fakeOperations } from './operations.ts'
import { users, viewerWith } from './people.ts'
import { fakeExceptions, fakePreview } from './queue.ts'
import { fakeCalendars, fakeLevels } from './rules.ts'
import { shipment, summaries } from './shipments.ts'
import { eventsOf, trackOf } from './track.ts'
import { fakeWebhooks } from './webhooks.ts'

/** What a page test may set apart: the shipment that is shown, and whether lists are empty. */
export type World = {
  shipment: ShipmentView
  isEmpty: boolean
  isDown: boolean
  sent: unknown[]
  answer: CommandAnswer | AppError | null
  /** The exceptions of the queue, and what is special about the shipment of its cases. */
  queue: ExceptionView[]
  caseShipment: Partial<ShipmentView>
  /** How many alerts the bell tells of. */
  unread: number
  /** Whether a new one may sound. */
  sound: boolean
}

export function createWorld(): World {
  return {
    shipment: shipment(),
    isEmpty: false,
    isDown: false,
    sent: [],
    answer: null,
    unread: 3,
    sound: false,
    queue: exceptions(),
    caseShipment: {},
  }
}

const levels: readonly [code: string, name: string, amount: number, minutes: number][] = [
  ['same_day', 'Same day', 1290, 300],
  ['next_day', 'Next day', 790, 1500],
  ['economy', 'Economy', 490, 6000],
  ['cross_border', 'Cross border', 1990, 14_000],
  ['demo', 'Demonstration', 490, 10],
]

function serviceLevels(): ServiceLevelView[] {
  return levels.map(([code, name]) => ({
    code,
    version: 1,
    name,
    allowances: { assign: 'PT15M', accept: 'PT10M', promise: { workingDays: 1, by: '18:00' } },
    slas: {},
    ladder: [0, 1, 2, 4],
    ladders: {},
    calendar: 'always',
    podPolicy: { photo: 'required', geofence: code === 'same_day' ? 'required' : 'warn' },
    attempts: 2,
  }))
}

function quoteFor(code: string): QuoteView {
  const [, , base, minutes] = levels.find(([known]) => known === code) ?? ['', '', 490, 10]
  const euro = (amount: number) => ({ amount, currency: 'EUR' })
  return {
    id: `quote-${code}`,
    serviceLevel: code,
    lines: [
      { code: 'base', label: 'Carriage', amount: euro(base) },
      { code: 'weight', label: '2 kg above 2 kg', amount: euro(120) },
    ],
    total: euro(base + 120),
    expiresAt: inMinutes(15),
    windows: { pickup: [inMinutes(5), inMinutes(245)], delivery: [inMinutes(minutes - 60), inMinutes(minutes)] },
  }
}

function stops(world: World): RunStop[] {
  const { shipment: shown } = world
  const stop: RunStop = {
    shipmentId: shown.id,
    trackingNumber: shown.trackingNumber,
    kind: 'dropoff',
    status: shown.status,
    place: shown.recipient,
    window: [inMinutes(45), inMinutes(165)],
    parcels: 2,
    allowedCommands: shown.allowedCommands,
    openExceptions: 0,
    isDone: false,
  }
  return [
    {
      ...stop,
      shipmentId: 's-done',
      trackingNumber: 'WB5H8D2TQA',
      kind: 'pickup',
      status: 'picked_up',
      place: shown.sender,
      window: [inMinutes(-200), inMinutes(-80)],
      isDone: true,
    },
    stop,
    {
      ...stop,
      shipmentId: 's-next',
      trackingNumber: 'WB9C3V6LPX',
      kind: 'pickup',
      status: 'accepted',
      place: shown.sender,
      window: [inMinutes(170), inMinutes(230)],
      parcels: 1,
      openExceptions: 1,
    },
  ]
}

function mails(): MailView[] {
  return [
    {
      id: 'm1',
      to: ['customer@waybill.example'],
      subject: 'Booked: WB7Q4K2M9X',
      text: 'Your parcel is booked.\n\nFollow it: http://localhost/track/WB7Q4K2M9X',
      html: null,
      receivedAt: inMinutes(-3),
      copies: 1,
    },
    {
      id: 'm2',
      to: ['recipient@waybill.example'],
      subject: 'A parcel is on its way to you',
      text: 'A parcel is on its way.',
      html: '<p>A parcel is on its way.</p>',
      receivedAt: inMinutes(-90),
      copies: 1,
    },
  ]
}

function page<T>(world: World, items: readonly T[]) {
  if (world.isDown) throw new AppError('unavailable', 'The database does not answer.')
  return { items: world.isEmpty ? [] : items, nextCursor: null }
}

/** Services that answer from fixtures: the pages cannot tell them from the real ones. */
export function fakeServices(world: World): Services {
  return {
    session: {
      signIn: async (input) => {
        const email = String((input as { email: unknown }).email)
        if (!email.endsWith('@waybill.example')) throw new AppError('unauthenticated', 'E-mail or password is wrong.')
        const role = email.split('@')[0] as Role
        return { token: role, expiresAt: inMinutes(600), user: { id: `user-${role}`, name: role, roles: [role] } }
      },
      viewerOf: async (token) => viewerWith(token as Role),
      signOut: async () => {},
      welcome: async () => ({
        token: 'admin',
        expiresAt: inMinutes(600),
        user: { id: 'a', name: 'Admin', roles: ['admin'] },
      }),
    },
    quotes: { quote: async (input) => quoteFor(String((input as { serviceLevel: unknown }).serviceLevel)) },
    shipments: {
      book: async (input) => {
        world.sent.push(input)
        const { recipient } = input as { recipient: { city?: string } }
        if (recipient.city) return world.shipment
        throw new AppError('invalid_input', 'Check what you entered.', {
          errors: [{ pointer: '/recipient/city', code: 'empty', message: 'must not be empty' }],
        })
      },
      list: async () => page(world, summaries()),
      get: async () => world.shipment,
      events: async () => page({ ...world, isEmpty: false }, eventsOf(world.shipment)),
      trace: async () => traceOf(),
      workflow: async () => workflowView(),
      epcis: async () => epcisDocument({ base: 'http://localhost', shipmentId: 's1', barcodes: [] }, [], inMinutes(0)),
    },
    commands: {
      send: async (_, input) => {
        world.sent.push(input)
        if (world.answer instanceof AppError) throw world.answer
        const { commandId } = input as { commandId: string }
        return world.answer ?? { kind: 'applied', commandId, applied: true, events: [], shipment: world.shipment }
      },
      state: async () => ({ state: 'unknown', answer: null }),
      preview: async () => fakePreview(),
    },
    proofs: {
      add: async () => ({ id: 'proof-1', sha256: 'a'.repeat(64), bytes: 1000 }),
      read: async () => ({ bytes: Buffer.from(''), contentType: 'image/png' }),
    },
    exceptions: fakeExceptions(world),
    ...fakeOperations(world),
    mappings: fakeMappings(world),
    partners: {
      list: async () => [{ id: 'p1', name: 'Nordpaket' }],
      add: async () => ({ id: 'p2', name: 'Südkurier' }),
    },
    webhooks: fakeWebhooks(world),
    couriers: {
      list: async () => [
        { id: 'c1', name: 'Jonas Petersen', openStops: 4, offers: 1 },
        { id: 'c2', name: 'Amira Haddad', openStops: 2, offers: 0 },
        { id: 'c3', name: 'Tomasz Zieliński', openStops: 0, offers: 0 },
      ],
      run: async () => ({
        date: inMinutes(0).slice(0, 10),
        stops: world.isEmpty ? [] : stops(world),
        offers: world.isEmpty
          ? []
          : [
              {
                ...(stops(world)[1] as RunStop),
                shipmentId: 's-offer',
                trackingNumber: 'WB2X6N9RFJ',
                kind: 'pickup',
                status: 'assigned',
                allowedCommands: ['accept', 'decline'],
              },
            ],
      }),
    },
    serviceLevels: fakeLevels(world, serviceLevels()),
    calendars: fakeCalendars(world),
    alerts: fakeAlerts(world),
    users: {
      list: async () => page(world, users()),
      create: async () => ({
        ...(users()[0] as ReturnType<typeof users>[0]),
        inviteUrl: 'http://localhost/welcome?token=abc',
      }),
      update: async () => users()[0] as ReturnType<typeof users>[0],
    },
    track: { look: async () => trackOf(world.shipment), viewerOfLink: async () => null },
    health: { check: async () => ({ database: true, temporal: true, worker: true }) },
    mailbox: {
      list: async () => page(world, mails()),
      get: async () => mails()[0] as MailView,
      texts: async () => page(world, texts()),
    },
  }
}

import type { Permission, Role } from '#domain/actors.ts'
import type {
  CaseView,
  CommandAnswer,
  CourierView,
  EventView,
  ExceptionSummary,
  ExceptionView,
  HealthView,
  Instant,
  MailView,
  Page,
  QuoteView,
  RunView,
  ServiceLevelView,
  ShipmentSummary,
  ShipmentView,
  TrackView,
  UserView,
  WorkflowView,
} from '#domain/views.ts'

/** Who asks. Made from a session, an API key or a recipient link; every service checks permission and relation by it. */
export type Viewer = {
  kind: 'user' | 'recipient_link'
  /** Null for the holder of a recipient link. */
  userId: string | null
  name: string
  email: string | null
  roles: readonly Role[]
  permissions: readonly Permission[]
  partnerId: string | null
  /** Set for a recipient link: the one shipment it opens. */
  linkedShipmentId: string | null
}

/** Where a request comes from, for throttling. */
export type Client = { address: string }

export type SignedIn = { token: string; expiresAt: Instant; user: { id: string; name: string; roles: readonly Role[] } }

/** Input that came from outside is `unknown` until its service has checked it; every refusal is an AppError. */
export type Services = {
  session: {
    signIn: (input: unknown, client: Client) => Promise<SignedIn>
    /** The viewer of a session token or API key; null when it is unknown or has ended. */
    viewerOf: (token: string) => Promise<Viewer | null>
    signOut: (token: string) => Promise<void>
    /** Makes the first admin, or sets a password, with the one-time token of a link. */
    welcome: (input: unknown) => Promise<SignedIn>
  }
  quotes: { quote: (input: unknown, viewer: Viewer) => Promise<QuoteView> }
  shipments: {
    book: (input: unknown, by: { viewer: Viewer; idempotencyKey: string }) => Promise<ShipmentView>
    list: (query: unknown, viewer: Viewer) => Promise<Page<ShipmentSummary>>
    /** By id or tracking number. */
    get: (idOrNumber: string, viewer: Viewer) => Promise<ShipmentView>
    events: (idOrNumber: string, query: unknown, viewer: Viewer) => Promise<Page<EventView>>
    workflow: (idOrNumber: string, viewer: Viewer) => Promise<WorkflowView>
  }
  commands: {
    send: (idOrNumber: string, input: unknown, viewer: Viewer) => Promise<CommandAnswer>
    /** What became of a command: api.md, GET /shipments/{id}/commands/{commandId}. */
    state: (
      idOrNumber: string,
      commandId: string,
      viewer: Viewer,
    ) => Promise<{ state: 'pending' | 'applied' | 'refused' | 'unknown'; answer: CommandAnswer | null }>
  }
  proofs: {
    add: (
      upload: { bytes: Buffer; kind: string; shipmentId: string | null },
      viewer: Viewer,
    ) => Promise<{ id: string; sha256: string; bytes: number }>
    read: (id: string, viewer: Viewer) => Promise<{ bytes: Buffer; contentType: string }>
  }
  exceptions: {
    list: (query: unknown, viewer: Viewer) => Promise<Page<ExceptionView>>
    summary: (viewer: Viewer) => Promise<ExceptionSummary>
    /** One case with its causes and its ladder. */
    get: (id: string, viewer: Viewer) => Promise<CaseView>
  }
  couriers: {
    list: (viewer: Viewer) => Promise<readonly CourierView[]>
    /** The signed-in courier's own day; `date` is YYYY-MM-DD, default today. */
    run: (date: string | null, viewer: Viewer) => Promise<RunView>
  }
  serviceLevels: {
    list: (viewer: Viewer) => Promise<readonly ServiceLevelView[]>
    get: (code: string, viewer: Viewer) => Promise<ServiceLevelView>
    put: (code: string, input: unknown, viewer: Viewer) => Promise<ServiceLevelView>
  }
  users: {
    list: (query: unknown, viewer: Viewer) => Promise<Page<UserView>>
    create: (input: unknown, viewer: Viewer) => Promise<UserView & { inviteUrl: string | null }>
    update: (id: string, input: unknown, viewer: Viewer) => Promise<UserView>
  }
  track: {
    /** A printed number or the token of a mailed link. Unknown and wrong answer alike. */
    look: (numberOrToken: string, client: Client) => Promise<TrackView>
    /** The viewer that a recipient link makes. */
    viewerOfLink: (token: string) => Promise<Viewer | null>
  }
  health: { check: () => Promise<HealthView> }
  /** Null where mail goes to a real SMTP server. */
  mailbox: { list: (query: unknown) => Promise<Page<MailView>>; get: (id: string) => Promise<MailView> } | null
}

/** What Remix loaders and actions get as `context`. */
export type WebContext = {
  services: Services
  viewer: Viewer | null
  /** For `<Scripts>`, `<RemixServer>` and inline tags. */
  nonce: string
  isDemo: boolean
  publicUrl: string
  /** The address the request came from, after trusted proxies. */
  client: Client
  /** Sets the session cookie on the answer of this request; null ends the session. */
  setSession: (signedIn: { token: string; expiresAt: Instant } | null) => void
}

import type { ListedRow } from '#db/import-rows.ts'
import type { Permission, Role } from '#domain/actors.ts'
import type { BellView, SmsView } from '#domain/alerts.ts'
import type { EpcisDocument } from '#domain/epcis.ts'
import type {
  CalendarView,
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
import type { ImportRowView, ImportView, StatusesView } from '#domain/views-imports.ts'
import type {
  AlertPreferencesView,
  AlertView,
  BulletinView,
  JobView,
  PreviewView,
  StaleReport,
  ZoneView,
} from '#domain/views-operations.ts'
import type {
  ApplyPreview,
  DraftView,
  MappingOverview,
  MappingView,
  TraceView,
  TryView,
  WordView,
} from '#domain/views-partners.ts'
import type {
  ReportOptions,
  ReportParcel,
  ReportScheduleView,
  ReportSummary,
  ReportView,
  SavedReportView,
} from '#domain/views-reports.ts'
import type { WebhookService } from './contract-webhooks.ts'

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

/** A file while it comes in; what was said of its format is known once it is whole. */
export type UploadedFile = { name: string; bytes: AsyncIterable<Buffer>; format: () => Promise<unknown> }

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
    /** By id or tracking number; as it is, or as our house knew it at the instant `asOf` of the query. */
    get: (idOrNumber: string, viewer: Viewer, query?: unknown) => Promise<ShipmentView>
    events: (idOrNumber: string, query: unknown, viewer: Viewer) => Promise<Page<EventView>>
    /** Whether it is late and why, and what partners reported of it with what came of each. */
    trace: (idOrNumber: string, viewer: Viewer) => Promise<TraceView>
    workflow: (idOrNumber: string, viewer: Viewer) => Promise<WorkflowView>
    /** What happened to the parcels, as EPCIS 2.0 tells it. */
    epcis: (idOrNumber: string, viewer: Viewer) => Promise<EpcisDocument>
  }
  commands: {
    send: (idOrNumber: string, input: unknown, viewer: Viewer) => Promise<CommandAnswer>
    /** What became of a command: api.md, GET /shipments/{id}/commands/{commandId}. */
    state: (
      idOrNumber: string,
      commandId: string,
      viewer: Viewer,
    ) => Promise<{ state: 'pending' | 'applied' | 'refused' | 'unknown'; answer: CommandAnswer | null }>
    /** What a command would do; nothing is changed. `input` is that of `send`. */
    preview: (idOrNumber: string, input: unknown, viewer: Viewer) => Promise<PreviewView>
  }
  jobs: {
    /** Up to 1,000 commands as one durable job (api.md, POST /commands/bulk). */
    bulk: (input: unknown, viewer: Viewer) => Promise<JobView>
    get: (id: string, query: unknown, viewer: Viewer) => Promise<JobView>
    list: (viewer: Viewer) => Promise<readonly JobView[]>
    cancel: (id: string, viewer: Viewer) => Promise<JobView>
  }
  imports: {
    /** Keeps a file while it comes in, and begins to stage it. */
    upload: (file: UploadedFile, query: unknown, viewer: Viewer) => Promise<ImportView>
    list: (query: unknown, viewer: Viewer) => Promise<Page<ImportView>>
    get: (id: string, viewer: Viewer) => Promise<ImportView>
    apply: (id: string, viewer: Viewer) => Promise<ImportView>
    pause: (id: string, viewer: Viewer) => Promise<ImportView>
    resume: (id: string, viewer: Viewer) => Promise<ImportView>
    cancel: (id: string, viewer: Viewer) => Promise<ImportView>
    /** Stages it anew under another reading of its columns. */
    change: (id: string, input: unknown, viewer: Viewer) => Promise<ImportView>
    rows: (id: string, query: unknown, viewer: Viewer) => Promise<Page<ImportRowView>>
    /** Every row, a page at a time, for an export. */
    allRows: (id: string, query: unknown, viewer: Viewer) => Promise<AsyncIterable<readonly ListedRow[]>>
    /** Statuses by the API, applied at once; `isDone` when every row has its answer. */
    report: (
      input: unknown,
      by: { viewer: Viewer; query: unknown; idempotencyKey: string },
    ) => Promise<{ isDone: boolean; view: StatusesView }>
  }
  mappings: {
    /** Each partner that is the viewer's to see, with what it says that nobody understands. */
    list: (viewer: Viewer) => Promise<readonly MappingOverview[]>
    get: (partnerId: string, viewer: Viewer) => Promise<MappingView>
    publish: (partnerId: string, input: unknown, viewer: Viewer) => Promise<MappingView>
    draft: (partnerId: string, input: unknown, viewer: Viewer) => Promise<DraftView>
    discard: (partnerId: string, viewer: Viewer) => Promise<void>
    words: (partnerId: string, query: unknown, viewer: Viewer) => Promise<readonly WordView[]>
    try: (partnerId: string, input: unknown, viewer: Viewer) => Promise<TryView>
    previewAgain: (partnerId: string, input: unknown, viewer: Viewer) => Promise<ApplyPreview>
    applyAgain: (partnerId: string, input: unknown, viewer: Viewer) => Promise<JobView>
  }
  bulletins: {
    list: (viewer: Viewer) => Promise<readonly BulletinView[]>
    /** How many shipments of a zone a bulletin would reach. */
    reach: (zone: string, viewer: Viewer) => Promise<number>
    publish: (input: unknown, viewer: Viewer) => Promise<BulletinView>
    end: (id: string, viewer: Viewer) => Promise<BulletinView>
  }
  zones: {
    list: (viewer: Viewer) => Promise<readonly ZoneView[]>
    put: (code: string, input: unknown, viewer: Viewer) => Promise<ZoneView>
  }
  alerts: {
    /** My own, the newest first. */
    list: (query: unknown, viewer: Viewer) => Promise<Page<AlertView> & { unread: number }>
    /** Marks mine as read; without ids all of them. */
    read: (input: unknown, viewer: Viewer) => Promise<{ unread: number }>
    /** For the head of every page: cheap, and never wrong by more than what is beyond a hundred. */
    bell: (viewer: Viewer) => Promise<BellView>
    preferences: (viewer: Viewer) => Promise<AlertPreferencesView>
    setPreferences: (input: unknown, viewer: Viewer) => Promise<AlertPreferencesView>
    /** What could not be delivered to anybody, for supervisors and admins. */
    undelivered: (viewer: Viewer) => Promise<readonly (AlertView & { person: string })[]>
  }
  webhooks: WebhookService
  reports: {
    stale: (query: unknown, viewer: Viewer) => Promise<StaleReport>
    /** The reports that somebody may read. */
    gallery: (viewer: Viewer) => Promise<readonly ReportSummary[]>
    read: (code: string, query: unknown, viewer: Viewer) => Promise<ReportView>
    /** The parcels behind a figure. */
    parcels: (code: string, query: unknown, viewer: Viewer) => Promise<Page<ReportParcel>>
    options: (viewer: Viewer) => Promise<ReportOptions>
  }
  /** Questions that somebody keeps; nobody else sees them. */
  reportViews: {
    list: (viewer: Viewer) => Promise<readonly SavedReportView[]>
    keep: (input: unknown, viewer: Viewer) => Promise<SavedReportView>
    drop: (id: string, viewer: Viewer) => Promise<void>
  }
  /** Reports that are mailed again and again. */
  reportSchedules: {
    list: (query: unknown, viewer: Viewer) => Promise<readonly ReportScheduleView[]>
    /** Who may be sent a report: active users of the company who may read it. */
    readers: (code: string, viewer: Viewer) => Promise<readonly { id: string; name: string }[]>
    create: (input: unknown, viewer: Viewer) => Promise<ReportScheduleView>
    change: (id: string, input: unknown, viewer: Viewer) => Promise<ReportScheduleView>
    drop: (id: string, viewer: Viewer) => Promise<void>
  }
  policies: {
    /** Replays the last days under a draft of a level, as a job. */
    whatIf: (input: unknown, viewer: Viewer) => Promise<JobView>
    /** Lets the open shipments of a level go on under its newest version, as a job. */
    reapply: (level: string, viewer: Viewer) => Promise<JobView>
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
  partners: {
    list: (viewer: Viewer) => Promise<readonly { id: string; name: string }[]>
    add: (input: unknown, viewer: Viewer) => Promise<{ id: string; name: string }>
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
  calendars: {
    list: (viewer: Viewer) => Promise<readonly CalendarView[]>
    get: (code: string, viewer: Viewer) => Promise<CalendarView>
    put: (code: string, input: unknown, viewer: Viewer) => Promise<CalendarView>
  }
  users: {
    list: (query: unknown, viewer: Viewer) => Promise<Page<UserView>>
    create: (input: unknown, viewer: Viewer) => Promise<UserView & { inviteUrl: string | null }>
    update: (id: string, input: unknown, viewer: Viewer) => Promise<UserView>
  }
  track: {
    /** A printed number or the token of a mailed link. Unknown and wrong answer alike; sender and recipient see more. */
    look: (numberOrToken: string, client: Client, viewer?: Viewer | null) => Promise<TrackView>
    /** The viewer that a recipient link makes. */
    viewerOfLink: (token: string) => Promise<Viewer | null>
  }
  health: { check: () => Promise<HealthView> }
  /** Null where mail goes to a real SMTP server. */
  mailbox: {
    list: (query: unknown) => Promise<Page<MailView>>
    get: (id: string) => Promise<MailView>
    /** The texts that no provider has taken. */
    texts: (query: unknown) => Promise<Page<SmsView>>
  } | null
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

import type { DatabasePool } from 'slonik'
import type { Source } from '#domain/payloads.ts'
import { asAppError } from '../http/problem.ts'
import type { Limits } from '../limits.ts'
import type { Temporal } from '../temporal.ts'
import { createAlertService } from './alerts.ts'
import { createBulletinService } from './bulletins.ts'
import { createCalendarService } from './calendars.ts'
import { createCommandService } from './commands.ts'
import type { Services } from './contract.ts'
import { createCourierService } from './couriers.ts'
import { createExceptionService } from './exceptions.ts'
import { createHealthService } from './health.ts'
import { createImportService } from './imports.ts'
import { createJobService } from './jobs.ts'
import { createMailboxService } from './mailbox.ts'
import { createMappingService } from './mappings.ts'
import { createStatusReporter } from './partner-statuses.ts'
import { createPartnerService } from './partners.ts'
import { createPolicyService } from './policies.ts'
import { createProofService } from './proofs.ts'
import { createQuoteService } from './quotes.ts'
import { createReportScheduleService } from './report-schedules.ts'
import { createReportViewService } from './report-views.ts'
import { createReportService } from './reports.ts'
import type { Sender } from './send-update.ts'
import { createServiceLevelService } from './service-levels.ts'
import { createSessionService } from './session.ts'
import { createShipmentService } from './shipments.ts'
import { createTrackService } from './track.ts'
import { createUserService } from './users.ts'
import { createWebhookService } from './webhooks.ts'
import { createZoneService } from './zones.ts'

export type ServiceDeps = {
  db: DatabasePool
  temporal: Temporal
  sender: Sender
  limits: Limits
  publicUrl: string
  secret: string
  temporalUiUrl: string | undefined
  hasMailbox: boolean
  allowsPrivateWebhooks: boolean
}

/** All doors of the house. What anybody throws in there reaches the caller as an AppError, unless it is a bug. */
export function createServices(deps: ServiceDeps, source: Source): Services {
  const { db, temporal, limits, publicUrl } = deps
  const door = { ...deps, source }
  return {
    session: guarded(createSessionService(db, limits)),
    quotes: guarded(createQuoteService(db)),
    shipments: guarded(createShipmentService(door)),
    commands: guarded(createCommandService(door)),
    proofs: guarded(createProofService({ db, limits })),
    exceptions: guarded(createExceptionService(deps)),
    partners: guarded(createPartnerService(db)),
    couriers: guarded(createCourierService(db)),
    serviceLevels: guarded(createServiceLevelService(db)),
    calendars: guarded(createCalendarService(db)),
    alerts: guarded(createAlertService(db)),
    jobs: guarded(createJobService(door)),
    imports: guarded({ ...createImportService(deps), report: createStatusReporter(deps) }),
    mappings: guarded(createMappingService(door)),
    bulletins: guarded(createBulletinService(door)),
    zones: guarded(createZoneService(db)),
    webhooks: guarded(createWebhookService(deps)),
    reports: guarded(createReportService(db)),
    reportViews: guarded(createReportViewService(db)),
    reportSchedules: guarded(createReportScheduleService(db)),
    policies: guarded(createPolicyService(door)),
    users: guarded(createUserService(db, publicUrl)),
    track: guarded(createTrackService(deps)),
    health: createHealthService(db, temporal),
    mailbox: deps.hasMailbox ? guarded(createMailboxService(db)) : null,
  }
}

/** The same service; faults of the input and of what it stands on come as what they mean to the caller. */
function guarded<T extends object>(service: T): T {
  const methods = Object.entries(service).map(([name, method]: [string, (...args: unknown[]) => Promise<unknown>]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await method(...args)
      } catch (error) {
        throw asAppError(error) ?? error
      }
    },
  ])
  // Every member is a function that gives a promise, and stays one of the same kind.
  return Object.fromEntries(methods) as T
}

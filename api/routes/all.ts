import type { ApiKeyService } from '../services/api-keys.ts'
import type { Services } from '../services/contract.ts'
import { alertRoutes } from './alerts.ts'
import { calendarRoutes, companyRoutes, exceptionRoutes, proofRoutes } from './company.ts'
import { importRoutes } from './imports.ts'
import { jobRoutes } from './jobs.ts'
import { mappingRoutes } from './mappings.ts'
import { sessionRoutes, userRoutes } from './people.ts'
import { policyRoutes } from './policies.ts'
import { reportRoutes, reportScheduleRoutes, reportViewRoutes } from './reports.ts'
import type { Route } from './route.ts'
import { commandRoutes, shipmentRoutes } from './shipments.ts'
import { webhookRoutes } from './webhooks.ts'
import { zoneRoutes } from './zones.ts'

/** Every route of /api/v1: the router, OpenAPI and the matrix of rights are made of this one list. */
export function allRoutes(services: Services, apiKeys: ApiKeyService): Route[] {
  return [
    ...sessionRoutes(services),
    ...shipmentRoutes(services),
    ...commandRoutes(services),
    ...proofRoutes(services),
    ...exceptionRoutes(services),
    ...companyRoutes(services),
    ...calendarRoutes(services),
    ...alertRoutes(services),
    ...jobRoutes(services),
    ...importRoutes(services),
    ...mappingRoutes(services),
    ...zoneRoutes(services),
    ...policyRoutes(services),
    ...webhookRoutes(services),
    // After the stale report, whose path is longer than their pattern.
    ...reportRoutes(services),
    ...reportViewRoutes(services),
    ...reportScheduleRoutes(services),
    ...userRoutes(services, apiKeys),
  ]
}

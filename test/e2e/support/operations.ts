import type { Services } from '#api/services/contract.ts'
import { AppError } from '#domain/errors.ts'
import type { BulletinView, JobResult, JobView, StaleReport, StaleRow } from '#domain/views-operations.ts'
import { inMinutes } from './clock.ts'
import { fakePolicies, fakeZones, policyJob } from './policies.ts'
import { fakeReportSchedules, fakeReports, fakeReportViews } from './reports.ts'
import type { World } from './services.ts'

const jobId = '01900000-0000-7000-8000-00000000b001'

function results(total: number): JobResult[] {
  return Array.from({ length: total }, (_, index) => {
    const isRefused = index === 1
    return {
      index,
      shipmentId: `01900000-0000-7000-8000-0000000000${String(index + 1).padStart(2, '0')}`,
      trackingNumber: `WB7Q4K2M${String(index + 1).padStart(2, '0')}`,
      commandId: `01900000-0000-7000-8000-00000000c0${String(index + 1).padStart(2, '0')}`,
      state: isRefused ? 'refused' : 'applied',
      code: isRefused ? 'not_now' : null,
      message: isRefused
        ? 'Ruben Castillo was first, at 2026-05-01T08:00:00.000Z: Exception taken over. It is not open any more.'
        : null,
    }
  })
}

export function job(special: Partial<JobView> = {}): JobView {
  return {
    id: jobId,
    kind: 'bulk',
    title: 'Take 24 exceptions',
    state: 'done',
    done: 24,
    total: 24,
    applied: 23,
    refused: 1,
    createdAt: inMinutes(-2),
    finishedAt: inMinutes(-1),
    ...special,
  }
}

function jobs(): JobView[] {
  return [
    job({
      id: `${jobId.slice(0, -1)}2`,
      title: 'Snooze 180 exceptions',
      state: 'running',
      done: 70,
      total: 180,
      applied: 70,
      refused: 0,
      finishedAt: null,
    }),
    job(),
    job({
      id: `${jobId.slice(0, -1)}3`,
      title: 'Dismiss 3 exceptions',
      state: 'cancelled',
      done: 1,
      total: 3,
      applied: 1,
      refused: 0,
    }),
  ]
}

function fakeJobs(world: World): Services['jobs'] {
  return {
    bulk: async (input) => {
      world.sent.push(input)
      if (world.answer instanceof AppError) throw world.answer
      return job()
    },
    get: async (id) => policyJob(id) ?? { ...(jobs().find((one) => one.id === id) ?? job()), results: results(24) },
    list: async () => (world.isEmpty ? [] : jobs()),
    cancel: async (id) => {
      world.sent.push({ cancel: id })
      return job({ state: 'cancelled' })
    },
  }
}

function bulletins(): BulletinView[] {
  const open: BulletinView = {
    id: '01900000-0000-7000-8000-00000000d001',
    zone: 'berlin_nord',
    zoneName: 'Berlin Nord',
    kind: 'weather',
    text: 'Storm over the north of the city: no vans until the evening.',
    from: inMinutes(-40),
    until: inMinutes(260),
    endedAt: null,
    publishedBy: 'Ruben Castillo',
    shipments: 132,
    jobId,
  }
  const over = { id: '01900000-0000-7000-8000-00000000d002', endedAt: inMinutes(-900), kind: 'closure' as const }
  return [open, { ...open, ...over, text: 'The depot is closed for a day.', shipments: 1, jobId: null }]
}

function fakeBulletins(world: World): Services['bulletins'] {
  return {
    list: async () => (world.isEmpty ? [] : bulletins()),
    reach: async () => 132,
    publish: async (input) => {
      world.sent.push(input)
      if (world.answer instanceof AppError) throw world.answer
      return bulletins()[0] as BulletinView
    },
    end: async (id) => {
      world.sent.push({ end: id })
      return bulletins()[0] as BulletinView
    },
  }
}

function staleRows(): StaleRow[] {
  const specials: Partial<StaleRow>[] = [
    {
      status: 'in_transit',
      ageMinutes: 7_300,
      courierId: null,
      courierName: null,
      carriage: 'partner',
      partnerId: '01900000-0000-7000-8000-00000000f001',
      partnerName: 'Nordkurier',
    },
    { status: 'picked_up', ageMinutes: 95 },
    { status: 'out_for_delivery', ageMinutes: 31, openExceptions: 1 },
  ]
  return specials.map((special, index) => ({
    shipmentId: `01900000-0000-7000-8000-0000000000${String(index + 1).padStart(2, '0')}`,
    trackingNumber: `WB7Q4K2M${String(index + 1).padStart(2, '0')}`,
    status: 'picked_up',
    carriage: 'own',
    partnerId: null,
    partnerName: null,
    courierId: 'c1',
    courierName: 'Jonas Petersen',
    zone: 'berlin_mitte',
    enteredAt: inMinutes(-9_000),
    staleSince: inMinutes(-(special.ageMinutes ?? 0)),
    ageMinutes: 0,
    openExceptions: 0,
    ...special,
  }))
}

function staleReport(world: World): StaleReport {
  const rows = world.isEmpty ? [] : staleRows()
  const byStatus = rows.map(({ status, ageMinutes }) => ({ status, count: 1, oldestMinutes: ageMinutes }))
  return { at: inMinutes(0), total: rows.length, byStatus, rows, nextCursor: null }
}

/** No page shows them yet. */
function fakeImports(): Services['imports'] {
  const none = async () => {
    throw new AppError('not_found', 'There is no such import.')
  }
  const moves = { apply: none, pause: none, resume: none, cancel: none, change: none }
  const list = async () => ({ items: [], nextCursor: null })
  return { ...moves, list, upload: none, get: none, rows: none, allRows: none, report: none }
}

type OperationName =
  | 'jobs'
  | 'imports'
  | 'bulletins'
  | 'zones'
  | 'reports'
  | 'reportViews'
  | 'reportSchedules'
  | 'policies'

/** What the dispatcher's console has beside its queue. */
export function fakeOperations(world: World): Pick<Services, OperationName> {
  return {
    jobs: fakeJobs(world),
    imports: fakeImports(),
    bulletins: fakeBulletins(world),
    zones: fakeZones(world),
    policies: fakePolicies(world),
    reports: { ...fakeReports(world), stale: async () => staleReport(world) },
    reportViews: fakeReportViews(world),
    reportSchedules: fakeReportSchedules(world),
  }
}

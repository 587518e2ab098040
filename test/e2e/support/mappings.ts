import type { Services } from '#api/services/contract.ts'
import type { MappingView, TraceView, WordView } from '#domain/views-partners.ts'
import { aftership } from '#domain/vocabularies/aftership.ts'
import { inMinutes } from './clock.ts'
import { job } from './operations.ts'
import type { World } from './services.ts'

const partnerId = '01a20000-0000-7000-8000-0000000000aa'

function words(): WordView[] {
  return [
    {
      code: 'ZUGESTELLT',
      text: 'Sendung zugestellt',
      reason: '',
      count: 412,
      lastSeenAt: inMinutes(-4),
      trackingNumber: 'WB2X6N9RFJ',
      verdict: { kind: 'unmapped' },
    },
    {
      code: 'EX-9',
      text: '',
      reason: 'return',
      count: 3,
      lastSeenAt: inMinutes(-4000),
      trackingNumber: 'WB2X6N9RFK',
      verdict: { kind: 'ambiguous' },
    },
  ]
}

function mapping(isEmpty: boolean): MappingView {
  const at = inMinutes(-9000)
  return {
    partnerId,
    partnerName: 'Nordpaket',
    version: isEmpty ? 0 : 3,
    effectiveFrom: isEmpty ? null : at,
    rules: isEmpty ? [] : aftership.rules,
    conflicts: [],
    versions: isEmpty
      ? []
      : [3, 2, 1].map((version) => ({
          version,
          effectiveFrom: at,
          publishedAt: at,
          publishedByName: 'Ada Admin',
          reason: 'New codes of the depot in Leipzig',
          rules: 30 + version,
        })),
    draft: isEmpty
      ? null
      : {
          rules: aftership.rules.slice(0, 4),
          revision: 2,
          basedOn: 3,
          updatedByName: 'Nordpaket',
          updatedAt: at,
          isSent: true,
        },
  }
}

export function fakeMappings(world: World): Services['mappings'] {
  const read = async <T>(value: T): Promise<T> => {
    if (world.isDown) throw new Error('down')
    return value
  }
  return {
    list: () =>
      read(
        world.isEmpty
          ? []
          : [
              {
                partnerId,
                partnerName: 'Nordpaket',
                version: 3,
                rules: 33,
                hasDraft: true,
                isDraftSent: true,
                doubted: 415,
              },
            ],
      ),
    get: () => read(mapping(world.isEmpty)),
    publish: () => read(mapping(false)),
    draft: async () => ({
      rules: [],
      revision: 3,
      basedOn: 3,
      updatedByName: 'Ada',
      updatedAt: inMinutes(0),
      isSent: false,
    }),
    discard: async () => undefined,
    words: () => read(world.isEmpty ? [] : words()),
    try: () =>
      read({
        conflicts: [],
        words: words().map(({ code, text, reason, count, verdict }) => ({
          ...{ code, text, reason, count },
          before: verdict,
          after: { kind: 'mapped' as const, effect: { status: 'delivered' as const } },
          isChanged: true,
        })),
      }),
    previewAgain: () =>
      read({
        total: 412,
        words: words().map(({ code, text, reason, count }) => ({
          ...{ code, text, reason, count },
          verdict: { kind: 'mapped' as const, effect: { status: 'delivered' as const } },
        })),
      }),
    applyAgain: async () => job(),
  }
}

/** What a partner said of a parcel, and what came of it. */
export function traceOf(): TraceView {
  const said = {
    text: '',
    reason: '',
    place: 'Leipzig',
    importId: null,
    line: null,
    mappingVersion: 3,
    saidBy: 'Nordpaket',
  }
  return {
    delay: { flag: 'at_risk', since: inMinutes(-40), cause: 'Y', reason: 'unmapped' },
    reports: [
      {
        ...said,
        commandId: '01a20000-0000-8000-8000-000000000001',
        code: 'IN_DEPOT',
        occurredAt: inMinutes(-90),
        receivedAt: inMinutes(-60),
        source: 'api',
        verdict: { kind: 'mapped', effect: { status: 'in_transit' } },
        outcome: 'applied',
        why: null,
        seq: 4,
      },
      {
        ...said,
        commandId: '01a20000-0000-8000-8000-000000000002',
        code: 'ZUGESTELLT',
        occurredAt: inMinutes(-50),
        receivedAt: inMinutes(-40),
        source: 'upload',
        importId: '01a20000-0000-7000-8000-000000000003',
        line: 17,
        verdict: { kind: 'unmapped' },
        outcome: 'kept',
        why: 'unmapped',
        seq: 5,
      },
    ],
  }
}

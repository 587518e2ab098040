import type { Services } from '#api/services/contract.ts'
import { AppError } from '#domain/errors.ts'
import type { ImportCounts, ImportRowView, ImportView } from '#domain/views-imports.ts'
import { inMinutes } from './clock.ts'

type World = { isEmpty: boolean; isDown: boolean; sent: unknown[]; answer: unknown }

export const importIds = {
  review: '01900000-0000-7000-8000-00000000d001',
  applying: '01900000-0000-7000-8000-00000000d002',
  done: '01900000-0000-7000-8000-00000000d003',
  unchanged: '01900000-0000-7000-8000-00000000d004',
  failed: '01900000-0000-7000-8000-00000000d005',
  paused: '01900000-0000-7000-8000-00000000d006',
  staging: '01900000-0000-7000-8000-00000000d007',
  statuses: '01900000-0000-7000-8000-00000000d008',
}

const none: ImportCounts = {
  ...{ rows: 0, new: 0, unchanged: 0, unmapped: 0, ambiguous: 0, unknownParcel: 0, backward: 0, bad: 0 },
  ...{ applied: 0, inReview: 0 },
}

const found: ImportCounts = {
  ...{ rows: 20_311, new: 18_402, unchanged: 1_204, unmapped: 612, ambiguous: 9, unknownParcel: 71, backward: 12 },
  ...{ bad: 1, applied: 0, inReview: 0 },
}

const review: ImportView = {
  id: importIds.review,
  partner: { id: '01a20000-0000-7000-8000-0000000000aa', name: 'Nordkurier Service' },
  source: 'upload',
  name: 'statusmeldungen_leipzig_und_umland_2026-05-04_nachmittag_korrigiert.csv',
  sha256: 'c0ffee'.repeat(10),
  state: 'review',
  counts: found,
  progress: null,
  mappingVersion: 3,
  format: { columns: { status: 'Ereignis' }, dateOrder: 'dmy', zone: 'Europe/Berlin' },
  failure: null,
  createdBy: 'Nordkurier Service',
  createdAt: inMinutes(-4),
  finishedAt: null,
}

/** One import in each state. */
function imports(): ImportView[] {
  const finished = { finishedAt: inMinutes(-190), createdAt: inMinutes(-200) }
  return [
    { ...review, id: importIds.staging, state: 'staging', counts: none, name: 'evening.csv' },
    review,
    {
      ...review,
      id: importIds.applying,
      name: 'morning.xlsx',
      state: 'applying',
      counts: { ...found, applied: 7_214, inReview: 41 },
      progress: { done: 7_255, total: 19_023, perSecond: 198.4, secondsLeft: 60 },
    },
    {
      ...review,
      id: importIds.paused,
      state: 'paused',
      source: 'drop',
      counts: { ...found, applied: 500 },
      progress: { done: 500, total: 19_023, perSecond: 0, secondsLeft: null },
    },
    {
      ...review,
      ...finished,
      id: importIds.done,
      state: 'done',
      counts: { ...none, rows: 40, new: 38, applied: 38, unknownParcel: 2 },
    },
    { ...review, ...finished, id: importIds.unchanged, state: 'done', counts: { ...none, rows: 40, unchanged: 40 } },
    { ...review, ...finished, id: importIds.failed, state: 'failed', counts: none, failure: 'The file lacks: status.' },
    {
      ...review,
      id: importIds.statuses,
      source: 'api',
      name: '7 statuses',
      counts: {
        ...none,
        rows: 7,
        new: 1,
        unchanged: 1,
        unmapped: 1,
        ambiguous: 1,
        unknownParcel: 1,
        backward: 1,
        bad: 1,
      },
    },
  ]
}

function rows(): ImportRowView[] {
  const row: ImportRowView = {
    line: 2,
    outcome: 'new',
    result: null,
    reason: null,
    message: null,
    trackingNumber: 'WB7Q4K2M9X',
    shipmentId: 's1',
    said: { status: 'DLV', text: '', reason: '', place: 'Hub Halle', occurredAt: inMinutes(-30) },
  }
  return [
    row,
    { ...row, line: 3, outcome: 'unchanged', reason: 'known' },
    { ...row, line: 4, outcome: 'unmapped', said: { ...row.said, status: 'ZUGESTELLT', text: 'an Nachbarn' } },
    { ...row, line: 5, outcome: 'ambiguous', result: 'in_review', reason: 'ambiguous' },
    { ...row, line: 6, outcome: 'unknown_parcel', reason: 'unknown', shipmentId: null, trackingNumber: 'X-1' },
    { ...row, line: 7, outcome: 'backward', reason: 'older', said: { ...row.said, place: '' } },
    {
      ...row,
      line: 8,
      outcome: 'bad',
      reason: 'bad_date',
      message: 'Column 3 (occurred_at) is no date and time that can be read.',
      trackingNumber: '',
      shipmentId: null,
      said: { ...row.said, status: '', place: '', occurredAt: null },
    },
    { ...row, line: 9, result: 'applied' },
  ]
}

/** As many as a page may hold. */
function manyRows(): ImportRowView[] {
  return Array.from({ length: 4 }, rows).flatMap((few, block) =>
    few.map((row) => ({ ...row, line: row.line + block * 8 })),
  )
}

/** Imports in every state, with rows of every outcome. */
export function fakeImports(world: World): Services['imports'] {
  const found = async (id: string) => {
    const one = imports().find((known) => known.id === id)
    if (!one) throw new AppError('not_found', 'There is no such import.')
    return { ...one, examples: one.counts.rows === 0 ? [] : manyRows() }
  }
  const sent = async (input: object) => {
    world.sent.push(input)
    if (world.answer instanceof AppError) throw world.answer
  }
  const moves = ['apply', 'pause', 'resume', 'cancel'] as const
  const [apply, pause, resume, cancel] = moves.map(
    (move) => async (id: string) => await sent({ [move]: id }).then(() => found(id)),
  ) as [Move, Move, Move, Move]
  return {
    ...{ apply, pause, resume, cancel },
    list: async () => {
      if (world.isDown) throw new AppError('unavailable', 'The database does not answer.')
      return { items: world.isEmpty ? [] : imports(), nextCursor: null }
    },
    upload: async ({ name, bytes, format }) => {
      let size = 0
      for await (const piece of bytes) size += piece.length
      await sent({ upload: name, size, format: await format() })
      return await found(importIds.review)
    },
    get: found,
    change: async (id, input) => await sent({ change: id, input }).then(() => found(id)),
    rows: async (_, query) => {
      const isFirst = !(query as { cursor?: string }).cursor
      return { items: world.isEmpty ? [] : manyRows(), nextCursor: isFirst && !world.isEmpty ? 'next' : null }
    },
    allRows: async () => (async function* () {})(),
    report: async (input) => {
      await sent({ report: input })
      return { isDone: true, view: { import: await found(importIds.statuses), items: rows() } }
    },
  }
}

type Move = (id: string) => Promise<ImportView>

import { expect, test } from 'vitest'
import { webhookRows } from '#activities/webhook-rows.ts'
import { dayMs, hourMs } from '#domain/durations.ts'
import type { EventType } from '#domain/events.ts'
import { type NoticeCode, noticeTable } from '#domain/notices.ts'
import { outwardStatus } from '#domain/outward-status.ts'
import { freshShipment } from '#domain/shipment.ts'
import { outcomes, statuses } from '#domain/status.ts'
import { patienceMs, pauseAfterMs, webhookKindOf, webhookKinds } from '#domain/webhooks.ts'

test('every event that a partner is told of has a word, and every word is used', () => {
  const told = Object.entries(noticeTable).filter(([, { to }]) => 'P' in to && to.P.includes('w'))
  const kinds = told.flatMap(([notice, { events }]) =>
    events.map((event: EventType) => webhookKindOf(notice as NoticeCode, event)),
  )
  expect(kinds).not.toContain(null)
  expect(new Set(kinds)).toEqual(new Set(webhookKinds))
})

test('a message is tried for about 75 hours, longer than an endpoint may fail, and ever more rarely', () => {
  const pauses: number[] = []
  for (let n = 1; ; n++) {
    const pauseMs = pauseAfterMs(n)
    if (pauseMs === null) break
    pauses.push(pauseMs)
  }
  const totalMs = pauses.reduce((sum, pauseMs) => sum + pauseMs, 0)
  expect(totalMs).toBeGreaterThan(patienceMs)
  expect(totalMs / hourMs).toBeCloseTo(75, 0)
  expect(pauses.slice(0, -1)).toEqual(pauses.slice(0, -1).toSorted((a, b) => a - b))
  expect(patienceMs).toBe(3 * dayMs)
})

test('every status has an outward word; closed is its outcome, and a hold shows in the detail', () => {
  for (const status of statuses) {
    const outcome = status === 'closed' ? 'lost' : null
    expect(outwardStatus({ status, outcome, isHeld: false }).status, status).not.toBe('')
  }
  for (const outcome of outcomes) {
    const open = outwardStatus({ status: outcome, outcome, isHeld: false })
    expect(outwardStatus({ status: 'closed', outcome, isHeld: false })).toEqual(open)
  }
  expect(outwardStatus({ status: 'in_transit', outcome: null, isHeld: true })).toEqual({
    status: 'in_transit',
    detail: 'held',
  })
})

const event = {
  type: 'scanned',
  seq: 5,
  commandId: 'c',
  occurredAtMs: 1_000,
  recordedAtMs: 2_000,
  actor: { kind: 'C', id: 'somebody' },
  source: 'web',
  data: { scans: 'all', facilityId: null, direction: null, to: 'in_transit', custodian: 'courier' },
} as const

test('a scan of a partner’s parcel is told to that partner, without saying who scanned it', () => {
  const shipment = { ...freshShipment('s1'), partnerId: 'p1', status: 'in_transit' as const }
  const rows = webhookRows(shipment, event, 20_000)
  expect(rows).toEqual([
    {
      seq: 5,
      notice: 'N6',
      channel: 'w',
      audience: 'P',
      wait_ms: 20_000,
      facts: {
        partnerId: 'p1',
        kind: 'shipment.scanned',
        data: {
          event: 'scanned',
          notice: 'N6',
          seq: 5,
          occurredAt: '1970-01-01T00:00:01.000Z',
          recordedAt: '1970-01-01T00:00:02.000Z',
          status: 'in_transit',
          outcome: null,
          carrier: { status: 'in_transit', detail: 'arrived_at_facility' },
        },
      },
    },
  ])
  expect(JSON.stringify(rows)).not.toContain('somebody')
  expect(webhookRows({ ...shipment, partnerId: null }, event, 20_000)).toEqual([])
})

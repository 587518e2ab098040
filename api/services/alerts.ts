import type { CommonQueryMethods } from 'slonik'
import { z } from 'zod'
import { findAlertPreferences, isZoneKnown, keepAlertPreferences } from '#db/alert-preferences.ts'
import { listUndelivered, type TroubleRow } from '#db/alert-troubles.ts'
import { type AlertRow, countUnread, listAlerts, markRead, readBell } from '#db/alerts.ts'
import { mayActAs } from '#domain/actors.ts'
import { alertWords, defaultAlertPreferences } from '#domain/alerts.ts'
import { alertPreferencesInput, alertQuery, alertReadInput } from '#domain/schemas/alerts.ts'
import type { AlertPreferencesView, AlertView } from '#domain/views-operations.ts'
import { wrongField } from './command-facts.ts'
import type { Services, Viewer } from './contract.ts'
import { pageOf, readCursor } from './cursor.ts'
import { instantOf } from './instants.ts'
import { demand, forbidden } from './permission.ts'
import { staffActorOf } from './relation.ts'

const alertCursor = z.tuple([z.int()])
const mostTroubles = 200

export function createAlertService(db: CommonQueryMethods): Services['alerts'] {
  return {
    list: async (query, viewer) => {
      const userId = readerOf(viewer)
      const { limit, cursor, unread } = alertQuery.parse(query)
      const before = readCursor(cursor, alertCursor)?.[0] ?? null
      const [rows, count] = await Promise.all([
        listAlerts(db, { userId, isUnread: unread ?? null, before, limit: limit + 1 }),
        countUnread(db, userId),
      ])
      return { ...pageOf(rows, limit, { item: viewOf, place: ({ id }) => [id] }), unread: count }
    },
    read: async (input, viewer) => {
      const userId = readerOf(viewer)
      const { ids } = alertReadInput.parse(input)
      await markRead(db, { userId, ids: ids?.map(Number) ?? null })
      return { unread: await countUnread(db, userId) }
    },
    bell: async (viewer) => {
      const { loudest, ...bell } = await readBell(db, readerOf(viewer))
      return { ...bell, loudest: loudest === null ? null : String(loudest), atMs: Date.now() }
    },
    preferences: async (viewer) => await preferencesOf(db, readerOf(viewer)),
    setPreferences: async (input, viewer) => {
      const userId = readerOf(viewer)
      const document = alertPreferencesInput.parse(input)
      if (!(await isZoneKnown(db, document.zone))) throw wrongField('/zone', 'This time zone is not known here.')
      await keepAlertPreferences(db, { userId, document })
      return await preferencesOf(db, userId)
    },
    undelivered: async (viewer) => {
      readerOf(viewer)
      const staff = staffActorOf(viewer)
      if (!staff || !mayActAs(staff.kind, ['V'])) throw forbidden()
      return (await listUndelivered(db, mostTroubles)).map(troubleOf)
    },
  }
}

/** Alerts go to the staff and to couriers; each reads their own. */
function readerOf(viewer: Viewer): string {
  demand(viewer, 'exceptions.read', 'runs.read')
  if (viewer.userId === null) throw forbidden()
  return viewer.userId
}

/** What somebody has chosen, without what is muted no longer. */
async function preferencesOf(db: CommonQueryMethods, userId: string): Promise<AlertPreferencesView> {
  const kept = alertPreferencesInput.safeParse(await findAlertPreferences(db, userId))
  if (!kept.success) return defaultAlertPreferences
  return { ...kept.data, muted: kept.data.muted.filter(({ until }) => Date.parse(until) > Date.now()) }
}

type Told = Omit<AlertRow, 'deliveries'>

function factsOf(row: Told): Omit<AlertView, 'deliveries'> {
  return {
    id: String(row.id),
    exceptionId: row.exceptionId,
    shipmentId: row.shipmentId,
    trackingNumber: row.trackingNumber,
    type: row.type,
    level: row.level,
    words: alertWords(row),
    createdAt: instantOf(row.createdAtMs),
    readAt: row.readAtMs === null ? null : instantOf(row.readAtMs),
  }
}

function viewOf(row: AlertRow): AlertView {
  const createdAt = instantOf(row.createdAtMs)
  const outside = row.deliveries.map(({ channel, state, atMs, failure }) => {
    return { channel, state, at: atMs === null ? null : instantOf(atMs), failure }
  })
  return {
    ...factsOf(row),
    // The list itself is the app.
    deliveries: [{ channel: 'app', state: 'sent', at: createdAt, failure: null }, ...outside],
  }
}

function troubleOf(row: TroubleRow): AlertView & { person: string } {
  const { person, channel, state, failure, notBeforeMs, together } = row
  const facts = factsOf(row)
  const others = together > 1 ? ` The same message tells of ${together - 1} more.` : ''
  const at = state === 'failed' ? null : instantOf(notBeforeMs)
  return { ...facts, words: `${facts.words}${others}`, person, deliveries: [{ channel, state, at, failure }] }
}

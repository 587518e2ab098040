import { type ActionType, actionTypes } from '#domain/exception-actions.ts'
import { isGrave } from '../../acts/acts.ts'
import type { ActField } from '../../acts/field.ts'
import { commandFields, needsInput, reasonFor } from '../../acts/fields.ts'
import type { Chosen } from './use-selection.ts'

export const bulkKinds = ['take', 'acknowledge', 'snooze', 'assign', 'resolve', 'dismiss'] as const
export type BulkKind = (typeof bulkKinds)[number]

type Row = { name: string; shortcut: string | null; fields: readonly ActField[] }

const ownFields = (type: 'snooze') => (commandFields[type] ?? []).filter(({ kind }) => kind !== 'hidden')

/** What can be done to many at once, and what it asks for once. */
export const bulkTable: Record<BulkKind, Row> = {
  take: { name: 'Take', shortcut: '2', fields: [] },
  acknowledge: { name: 'Acknowledge', shortcut: '1', fields: [] },
  snooze: { name: 'Snooze', shortcut: 'h', fields: ownFields('snooze') },
  assign: {
    name: 'Assign',
    shortcut: null,
    fields: [{ kind: 'couriers', name: 'courierIds', label: 'Courier', most: 1, isRequired: true }],
  },
  resolve: { name: 'Resolve', shortcut: 'r', fields: [reasonFor('remind')] },
  dismiss: { name: 'Dismiss', shortcut: '3', fields: [reasonFor('dismiss')] },
}

export type BulkAction = { action: ActionType; count: number }

/** The actions that need nothing for each, with how many of the chosen ones take them; grave ones last. */
export function bulkActions(chosen: readonly Chosen[]): BulkAction[] {
  return actionTypes
    .filter((action) => action !== 'dismiss' && !needsInput(action))
    .map((action) => ({ action, count: chosen.filter(({ actions }) => actions.includes(action)).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => Number(isGrave(a.action)) - Number(isGrave(b.action)) || b.count - a.count)
}

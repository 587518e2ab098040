import { type CommandType, correctTargets } from '#domain/commands.ts'
import type { ActionType } from '#domain/exception-actions.ts'
import type { Cause } from '#domain/exception-types.ts'
import { noteAudiences } from '#domain/payloads.ts'
import { proofKinds } from '#domain/policy.ts'
import { proofTable } from '#domain/proofs.ts'
import { statusNames } from '#domain/words.ts'
import { type ActField, hidden, type Option, optionsOf } from './field.ts'

const causeNames: Record<Cause, string> = {
  K: 'Ours, the carrier’s',
  S: 'The sender’s',
  N: 'The recipient’s',
  U: 'Customs',
  F: 'Force majeure',
  Y: 'The system’s',
}

const causeOptions: Option[] = Object.entries(causeNames).map(([value, label]) => ({ value, label }))

/** The one that stands first is chosen unless somebody changes it. */
function cause(first: Cause): ActField {
  const options = causeOptions.toSorted((a, b) => Number(b.value === first) - Number(a.value === first))
  return { kind: 'choice', name: 'cause', label: 'Whose cause it is', options }
}

const reason: ActField = { kind: 'area', name: 'reason', label: 'Reason, for the record' }
const neededReason: ActField = { ...reason, isRequired: true }
const window: ActField = { kind: 'window', name: 'window', label: 'New window', isRequired: true }
const address: ActField = { kind: 'place', name: 'address', label: 'Address', isRequired: true }
const money: ActField = { kind: 'money', name: 'amount', label: 'Amount', isRequired: true }
const courier: ActField = { kind: 'couriers', name: 'courierIds', label: 'Courier', most: 1, isRequired: true }
const partner: ActField = { kind: 'partner', name: 'partnerId', label: 'Partner', isRequired: true }
const carrier: ActField = { kind: 'carrier', name: 'partnerId', label: 'Goes on with' }
const custodian: ActField = { kind: 'custodian', name: 'custodian', label: 'Who has it' }
const evidence: ActField = { kind: 'photo', name: 'evidence', label: 'Photo as evidence' }
const photo: ActField = { kind: 'photo', name: 'photo', label: 'Photo' }
const scans: ActField = { kind: 'scans', name: 'scans', label: 'Codes of the parcels, one a line' }
const receivedBy: ActField = { kind: 'text', name: 'receivedBy', label: 'Received by' }
const exceptionId = hidden('exceptionId')

const point: ActField = {
  kind: 'text',
  name: 'pointId',
  label: 'Code of the depot, locker or shop',
  isRequired: true,
}

const toStatus: ActField = {
  kind: 'choice',
  name: 'toStatus',
  label: 'Where it really stands',
  isRequired: true,
  options: optionsOf(correctTargets, (status) => statusNames[status as keyof typeof statusNames]),
}

const methods: ActField = {
  kind: 'checks',
  name: 'methods',
  label: 'Proofs to do without',
  isRequired: true,
  options: optionsOf(proofKinds, (kind) => proofTable[kind as keyof typeof proofTable].name),
}

const audienceNames = { staff: 'Staff only', partner: 'Staff and the partner', everyone: 'Everyone on this shipment' }

const audience: ActField = {
  kind: 'choice',
  name: 'audience',
  label: 'Who sees it',
  isRequired: true,
  options: noteAudiences.map((value) => ({ value, label: audienceNames[value] })),
}

const settlements: Option[] = [
  { value: 'refund', label: 'Refund the price' },
  { value: 'credit', label: 'Credit the customer' },
  { value: 'claim', label: 'Pay for the goods' },
  { value: 'charge', label: 'Charge the customer' },
]

/** Told as a span, so that a page that was opened an hour ago still means the same. */
const sleeps: Option[] = [
  { value: '30', label: '30 minutes' },
  { value: '60', label: '1 hour' },
  { value: '120', label: '2 hours' },
  { value: '240', label: '4 hours' },
  { value: 'morning', label: 'Tomorrow at 8:00' },
]

/** What each command of the consoles wants to know, in the order of its form. */
export const commandFields: Partial<Record<CommandType, readonly ActField[]>> = {
  change_address: [hidden('stop'), address],
  reschedule: [hidden('stop'), window],
  repromise: [window, cause('K'), reason],
  outsource: [partner],
  reroute: [carrier, reason],
  make_available: [point, { kind: 'instant', name: 'until', label: 'Can be collected until' }],
  start_return: [cause('N'), reason],
  complete_return: [photo, scans, receivedBy],
  scan: [{ ...scans, isRequired: true }],
  deliver: [photo, scans, { kind: 'text', name: 'pin', label: 'PIN of the recipient' }, receivedBy],
  mark_lost: [evidence, reason],
  dispose: [cause('N'), evidence, neededReason],
  settle: [
    { kind: 'choice', name: 'decision', label: 'Decision', isRequired: true, options: settlements },
    money,
    cause('K'),
    reason,
  ],
  correct: [toStatus, custodian, neededReason],
  override_pod: [methods, neededReason],
  place_hold: [
    { kind: 'hold', name: 'reason', label: 'Why', isRequired: true },
    { kind: 'instant', name: 'until', label: 'Until', hint: 'At the latest 30 days from now.' },
    {
      kind: 'text',
      name: 'retentionReason',
      label: 'Retention reason',
      hint: 'Customs and payment holds stop the clock only with one.',
    },
    { kind: 'area', name: 'note', label: 'Note' },
  ],
  release_hold: [{ kind: 'held', name: 'reason', label: 'Which hold', isRequired: true }],
  take: [exceptionId],
  acknowledge: [exceptionId],
  snooze: [
    exceptionId,
    { kind: 'sleep', name: 'until', label: 'For how long', isRequired: true, options: sleeps },
    neededReason,
  ],
  escalate: [exceptionId, reason],
  reopen: [exceptionId, reason],
  add_note: [{ kind: 'area', name: 'text', label: 'Note', isRequired: true }, audience],
}

/** What an action of `resolve` wants to know; an action that is absent needs nothing. */
export const actionFields: Partial<Record<ActionType, readonly ActField[]>> = {
  rewindow: [hidden('stop'), window],
  reattempt: [{ kind: 'day', name: 'date', label: 'On' }],
  assign: [courier],
  broadcast: [{ ...courier, label: 'Couriers, at most ten', most: 10 }],
  repromise: [window, cause('K')],
  outsource: [partner],
  reroute: [carrier],
  apply: [toStatus],
  compensate: [money, cause('K')],
  fix_address: [hidden('stop'), address],
  pickup_point: [point],
  neighbour: [{ kind: 'area', name: 'note', label: 'Which neighbour' }],
  return: [cause('N')],
  dispose: [cause('N')],
  override: [methods],
  claim: [money, cause('K')],
  refund: [{ ...money, suggest: 'captured' }, cause('K')],
  found: [toStatus, custodian],
  release: [{ kind: 'held', name: 'reason', label: 'Which hold' }],
}

/** Actions that close a case for good or cost money say why. */
export const actionsWithReason: readonly ActionType[] = ['dismiss', 'override', 'dispose', 'declare_lost', 'found']

/** The reason that every resolution may have. */
export function reasonFor(action: ActionType): ActField {
  return actionsWithReason.includes(action) ? neededReason : reason
}

/** Whether an action can be given to many exceptions at once: nothing to fill in for each. */
export function needsInput(action: ActionType): boolean {
  return (actionFields[action] ?? []).some(({ isRequired }) => isRequired === true)
}

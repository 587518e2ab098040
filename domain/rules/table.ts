import type { Payloads, WorkflowCommandType } from '../payloads.ts'
import type { Rule } from '../script.ts'
import {
  accept,
  arriveDropoff,
  arrivePickup,
  decline,
  deliver,
  failAttempt,
  failPickup,
  pickUp,
  scan,
  start,
} from './courier.ts'
import { confirmStep, dispute, verifyDelivery } from './customer.ts'
import { changeAddress, decideDelivery, reschedule } from './delivery.ts'
import { addNote, assign, reassign, repromise, unassign } from './dispatch.ts'
import { placeHold, releaseHold } from './holds.ts'
import {
  completeReturn,
  correct,
  dispose,
  makeAvailable,
  markLost,
  overridePod,
  reportIncident,
  startReturn,
} from './journey.ts'
import { acknowledge, escalate, raiseByPerson, reopen, snooze, take } from './ladder.ts'
import { cancel, pay, paymentEvent } from './money.ts'
import { applyMapping, expire, outsource, partnerStatus, reroute } from './partner.ts'
import { resolve } from './resolve.ts'
import { settle } from './settling.ts'
import { applyPolicy, endBulletin, publishBulletin, telemetry } from './signals.ts'
import { timerDue } from './time.ts'

/** The rule of every command that reaches a workflow after the booking. */
export const rules: { [K in WorkflowCommandType]: Rule<Payloads[K]> } = {
  pay,
  confirm_step: confirmStep,
  change_address: changeAddress,
  reschedule,
  decide_delivery: decideDelivery,
  verify_delivery: verifyDelivery,
  dispute,
  cancel,
  accept,
  decline,
  start,
  arrive_pickup: arrivePickup,
  arrive_dropoff: arriveDropoff,
  pick_up: pickUp,
  fail_pickup: failPickup,
  scan,
  deliver,
  fail_attempt: failAttempt,
  report_incident: reportIncident,
  complete_return: completeReturn,
  assign,
  unassign,
  reassign,
  place_hold: placeHold,
  release_hold: releaseHold,
  repromise,
  make_available: makeAvailable,
  start_return: startReturn,
  mark_lost: markLost,
  dispose,
  settle,
  correct,
  override_pod: overridePod,
  raise: raiseByPerson,
  acknowledge,
  take,
  snooze,
  escalate,
  reopen,
  resolve,
  add_note: addNote,
  publish_bulletin: publishBulletin,
  end_bulletin: endBulletin,
  apply_policy: applyPolicy,
  partner_status: partnerStatus,
  apply_mapping: applyMapping,
  outsource,
  reroute,
  expire,
  timer_due: timerDue,
  payment_event: paymentEvent,
  telemetry,
  // Closing is a consequence that every command looks for.
  close: () => undefined,
}

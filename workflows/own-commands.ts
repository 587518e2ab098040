import { systemActor } from '#domain/actors.ts'
import type { Effect } from '#domain/effects.ts'
import type { Command } from '#domain/payloads.ts'

/** What a shipment tells itself when one of its deadlines is reached. */
export function timerDue(due: { timer: string; armedForMs: number }): Command {
  return { ...systemEnvelope(`due/${due.timer}/${due.armedForMs}`), type: 'timer_due', payload: due }
}

/** What a payment call that never answered within its time is taken for. */
export function lost(commandId: string, effect: Effect): Command {
  const kinds = {
    hold: 'declined',
    capture: 'capture_failed',
    release: 'release_failed',
    close_checkout: 'release_failed',
    refund: 'refund_failed',
  } as const
  return {
    ...systemEnvelope(commandId),
    type: 'payment_event',
    payload: {
      kind: kinds[effect.kind],
      n: effect.n,
      amountMinor: 0,
      intentId: null,
      sessionId: null,
      checkoutUrl: null,
      captureBeforeMs: null,
      reason: 'no_answer',
    },
  }
}

function systemEnvelope(commandId: string) {
  const nowMs = Date.now()
  return {
    commandId,
    actor: systemActor,
    source: 'system' as const,
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    expectedSeq: null,
  }
}

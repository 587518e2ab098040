import { type Call, emit } from './call.ts'
import { takeMethod } from './cards.ts'
import { unexpectedState } from './failure.ts'
import { authorise } from './intents.ts'
import { lockObject, putObject } from './store.ts'
import type { Intent } from './types.ts'

/** Ends the bank's question to the card holder. Gives the address to go back to. */
export async function finishAuthentication(call: Call, id: string, approved: boolean): Promise<string | null> {
  const intent = await lockObject(call.db, 'payment_intent', id)
  if (intent.status !== 'requires_action' || !intent.payment_method) throw unexpectedState(intent, 'authenticate')
  const returnUrl = intent.next_action?.redirect_to_url.return_url ?? null
  if (approved) {
    await authorise(call, intent, await takeMethod(call.db, intent.payment_method, call.nowSec))
    return returnUrl
  }
  const failed: Intent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message: 'The provided PaymentMethod has failed authentication.',
    },
  }
  await putObject<'payment_intent'>(call.db, failed)
  await emit(call, 'payment_intent.payment_failed', failed)
  return returnUrl
}

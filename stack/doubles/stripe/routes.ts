import { z } from 'zod'
import { emit } from './call.ts'
import { takeMethod } from './cards.ts'
import { amount, captureMethod, currency, flag, wholeNumber } from './form.ts'
import { newId } from './ids.ts'
import { confirmIntent, createIntent } from './intents.ts'
import { createRefund } from './refunds.ts'
import { list, metadataParam, post, type Route, retrieve } from './route.ts'
import { createSession, expireSession } from './sessions.ts'
import { cancelIntent, captureIntent } from './settle.ts'
import { lockObject, putObject } from './store.ts'
import type { Customer } from './types.ts'

const text = z.string().max(5000)
const confirmation = { payment_method: text.optional(), off_session: flag.optional(), return_url: z.url().optional() }

const customerRoutes: Route[] = [
  post(
    '/v1/customers',
    z.strictObject({
      email: text.optional(),
      name: text.optional(),
      description: text.optional(),
      phone: text.optional(),
      metadata: metadataParam,
    }),
    async (call, asked) => {
      const customer: Customer = {
        id: newId('cus'),
        object: 'customer',
        created: call.nowSec,
        livemode: false,
        metadata: asked.metadata,
        email: asked.email ?? null,
        name: asked.name ?? null,
        description: asked.description ?? null,
        phone: asked.phone ?? null,
      }
      await putObject<'customer'>(call.db, customer)
      await emit(call, 'customer.created', customer)
      return customer
    },
  ),
  retrieve('/v1/customers', 'customer'),
  retrieve('/v1/payment_methods', 'payment_method', 'payment_method'),
  list('/v1/payment_methods', 'payment_method', ['customer', 'type']),
  post('/v1/payment_methods/:id/attach', z.strictObject({ customer: text }), async (call, { customer }, id) => {
    await lockObject(call.db, 'customer', customer)
    const method = { ...(await takeMethod(call.db, id, call.nowSec)), customer }
    await putObject<'payment_method'>(call.db, method)
    return method
  }),
]

const intentRoutes: Route[] = [
  post(
    '/v1/payment_intents',
    z.strictObject({
      amount,
      currency,
      capture_method: captureMethod.default('automatic_async'),
      confirm: flag.default(false),
      customer: text.optional(),
      description: text.optional(),
      metadata: metadataParam,
      allowed_payment_method_types: z.array(z.literal('card')).optional(),
      automatic_payment_methods: z
        .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() })
        .optional(),
      ...confirmation,
    }),
    async (call, { confirm, payment_method, off_session, return_url, ...asked }) => {
      const created = await createIntent(call, asked)
      if (confirm) {
        return confirmIntent(call, { intent: created, methodId: payment_method ?? null, off_session, return_url })
      }
      if (!payment_method) return created
      const method = await takeMethod(call.db, payment_method, call.nowSec)
      const intent = { ...created, payment_method: method.id, status: 'requires_confirmation' as const }
      await putObject<'payment_intent'>(call.db, intent)
      return intent
    },
  ),
  retrieve('/v1/payment_intents', 'payment_intent', 'intent'),
  list('/v1/payment_intents', 'payment_intent', ['customer']),
  post('/v1/payment_intents/:id/confirm', z.strictObject(confirmation), async (call, asked, id) => {
    const intent = await lockObject(call.db, 'payment_intent', id)
    const { payment_method, ...rest } = asked
    return confirmIntent(call, { intent, methodId: payment_method ?? intent.payment_method, ...rest })
  }),
  post(
    '/v1/payment_intents/:id/capture',
    z.strictObject({ amount_to_capture: amount.optional() }),
    (call, { amount_to_capture }, id) => captureIntent(call, id, amount_to_capture),
  ),
  post(
    '/v1/payment_intents/:id/cancel',
    z.strictObject({
      cancellation_reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
    }),
    (call, asked, id) => cancelIntent(call, id, asked.cancellation_reason ?? null),
  ),
  retrieve('/v1/charges', 'charge', 'charge'),
  list('/v1/charges', 'charge', ['customer', 'payment_intent']),
]

const lineItem = z.strictObject({
  quantity: wholeNumber.pipe(z.number().min(1)).default(1),
  price_data: z.strictObject({
    currency,
    unit_amount: amount,
    product_data: z.strictObject({ name: text, description: text.optional() }),
  }),
})

const sessionRoutes: Route[] = [
  post(
    '/v1/checkout/sessions',
    z.strictObject({
      mode: z.literal('payment'),
      line_items: z.array(lineItem).min(1),
      success_url: z.url(),
      cancel_url: z.url().optional(),
      customer: text.optional(),
      client_reference_id: text.optional(),
      expires_at: wholeNumber.optional(),
      metadata: metadataParam,
      allowed_payment_method_types: z.array(z.literal('card')).optional(),
      payment_intent_data: z
        .strictObject({
          capture_method: captureMethod.default('automatic_async'),
          metadata: metadataParam,
          description: text.optional(),
        })
        .default({ capture_method: 'automatic_async', metadata: {} }),
    }),
    (call, { line_items, payment_intent_data, ...asked }) =>
      createSession(call, {
        ...asked,
        amountMinor: line_items.reduce((sum, item) => sum + item.quantity * item.price_data.unit_amount, 0),
        currency: line_items[0]?.price_data.currency ?? 'eur',
        intent: payment_intent_data,
      }),
  ),
  retrieve('/v1/checkout/sessions', 'checkout.session', 'session'),
  list('/v1/checkout/sessions', 'checkout.session', ['payment_intent', 'customer', 'status']),
  post('/v1/checkout/sessions/:id/expire', z.strictObject({}), (call, _asked, id) => expireSession(call, id)),
]

const refundRoutes: Route[] = [
  post(
    '/v1/refunds',
    z.strictObject({
      payment_intent: text,
      amount: amount.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
      metadata: metadataParam,
    }),
    createRefund,
  ),
  retrieve('/v1/refunds', 'refund'),
  list('/v1/refunds', 'refund', ['payment_intent', 'charge']),
]

/** Everything of Stripe's API that the double answers. */
export const routes: Route[] = [
  ...customerRoutes,
  ...intentRoutes,
  ...sessionRoutes,
  ...refundRoutes,
  retrieve('/v1/disputes', 'dispute'),
  retrieve('/v1/events', 'event'),
  list('/v1/events', 'event', ['type']),
]

/** The wire objects of Stripe that this double keeps, with the fields that Waybill and the SDK read. */

export const apiVersion = '2026-10-28.endive'

export type Metadata = Record<string, string>

type Base = { id: string; created: number; livemode: false; metadata: Metadata }

export type Customer = Base & {
  object: 'customer'
  email: string | null
  name: string | null
  description: string | null
  phone: string | null
}

export type PaymentMethod = Base & {
  object: 'payment_method'
  type: 'card'
  customer: string | null
  card: { brand: string; last4: string; exp_month: number; exp_year: number; funding: 'credit'; country: 'DE' }
  billing_details: { email: null; name: null; phone: null; address: null }
  /** Only in the double: the test method it was made from, which decides how it behaves. */
  _behaves_like: string
}

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled'

export type CaptureMethod = 'automatic' | 'automatic_async' | 'manual'

export type ErrorBody = {
  type: string
  code?: string | undefined
  decline_code?: string | undefined
  param?: string | undefined
  message: string
  charge?: string | undefined
  payment_intent?: Intent | undefined
  payment_method?: PaymentMethod | undefined
}

export type Intent = Base & {
  object: 'payment_intent'
  amount: number
  amount_capturable: number
  amount_received: number
  canceled_at: number | null
  cancellation_reason: string | null
  capture_method: CaptureMethod
  client_secret: string
  confirmation_method: 'automatic'
  currency: string
  customer: string | null
  description: string | null
  last_payment_error: ErrorBody | null
  latest_charge: string | null
  next_action: {
    type: 'redirect_to_url'
    redirect_to_url: { url: string; return_url: string | null }
  } | null
  payment_method: string | null
  payment_method_types: string[]
  allowed_payment_method_types: string[] | null
  status: IntentStatus
}

export type Charge = Base & {
  object: 'charge'
  amount: number
  amount_captured: number
  amount_refunded: number
  captured: boolean
  currency: string
  customer: string | null
  disputed: boolean
  failure_code: string | null
  failure_message: string | null
  outcome: { network_status: string; reason: string | null; type: string }
  paid: boolean
  payment_intent: string
  payment_method: string
  payment_method_details: {
    type: 'card'
    card: { brand: string; last4: string; exp_month: number; exp_year: number; capture_before?: number }
  }
  refunded: boolean
  status: 'succeeded' | 'failed'
}

export type Session = Base & {
  object: 'checkout.session'
  amount_subtotal: number
  amount_total: number
  cancel_url: string | null
  client_reference_id: string | null
  currency: string
  customer: string | null
  expires_at: number
  mode: 'payment'
  payment_intent: string | null
  payment_method_types: string[]
  allowed_payment_method_types: string[] | null
  payment_status: 'paid' | 'unpaid'
  status: 'open' | 'complete' | 'expired'
  success_url: string
  url: string | null
  /** Only in the double: what the intent will be made of when somebody pays. */
  _intent: { capture_method: CaptureMethod; metadata: Metadata; description: string | null }
}

export type Refund = Base & {
  object: 'refund'
  amount: number
  charge: string
  currency: string
  payment_intent: string
  reason: string | null
  status: 'succeeded'
}

export type Dispute = Base & {
  object: 'dispute'
  amount: number
  charge: string
  currency: string
  payment_intent: string
  reason: string
  status: 'needs_response'
}

export type StripeEvent = {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: object }
  livemode: false
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null }
  type: string
}

export type Objects = {
  customer: Customer
  payment_method: PaymentMethod
  payment_intent: Intent
  charge: Charge
  'checkout.session': Session
  refund: Refund
  dispute: Dispute
  event: StripeEvent
}

export type Kind = keyof Objects

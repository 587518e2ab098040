import type { z } from 'zod'
import type { ErrorBody, Intent } from './types.ts'

export type Answer = { status: number; body: object }

/** An answer in Stripe's shape of an error. Thrown, it undoes the request's transaction. */
export class Failure extends Error {
  override name = 'Failure'
  readonly status: number
  readonly error: ErrorBody

  constructor(status: number, error: ErrorBody) {
    super(error.message)
    this.status = status
    this.error = error
  }
}

/** Stripe keeps no answer for a request whose parameters were wrong, nor for one it never began. */
export function isKept(failure: Failure): boolean {
  return failure.status < 500 && failure.status !== 401 && !failure.error.code?.startsWith('parameter_')
}

export function answerOf({ status, error }: Failure): Answer {
  return { status, body: { error } }
}

export function invalid(message: string, details: Partial<ErrorBody> = {}): Failure {
  return new Failure(400, { type: 'invalid_request_error', message, ...details })
}

export function missing(kind: string, id: string, param: string): Failure {
  return new Failure(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${kind}: '${id}'`,
  })
}

/** An intent that is in no state to do what was asked. */
export function unexpectedState(intent: Intent, verb: string): Failure {
  return invalid(`You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: 'payment_intent_unexpected_state',
    payment_intent: intent,
  })
}

/** Names a parameter as Stripe does: `payment_intent_data[capture_method]`. */
function paramName(path: readonly PropertyKey[]): string {
  return path.map((part, depth) => (depth === 0 ? String(part) : `[${String(part)}]`)).join('')
}

/** Parses parameters strictly, because a parameter that the double ignores would hide a mistake. */
export function parseParams<T>(schema: z.ZodType<T>, params: object): T {
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const param = paramName(issue?.path ?? [])
  if (issue?.code === 'unrecognized_keys') {
    const unknown = paramName([...issue.path, issue.keys[0] ?? ''])
    throw invalid(`Received unknown parameter: ${unknown}`, { code: 'parameter_unknown', param: unknown })
  }
  if (issue?.code === 'invalid_type' && issue.message.includes('undefined')) {
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }
  throw invalid(`Invalid ${param}: ${issue?.message ?? 'not understood'}`, { code: 'parameter_invalid', param })
}

import type { CommandType } from './commands.ts'
import type { Status } from './status.ts'

/** Every problem a caller can be told about, with its HTTP status and title (api.md, Errors). */
export const problems = {
  invalid_input: { status: 422, title: 'The input is not valid' },
  malformed: { status: 400, title: 'The request cannot be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  not_now: { status: 409, title: 'Not possible now' },
  on_hold: { status: 409, title: 'The shipment is on hold' },
  stale_view: { status: 409, title: 'The shipment has changed meanwhile' },
  idempotency_conflict: { status: 422, title: 'This key was used for something else' },
  bad_cursor: { status: 400, title: 'The cursor is not ours' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  in_progress: { status: 409, title: 'The same request is still running' },
  quote_expired: { status: 409, title: 'The quote has expired' },
  precondition_failed: { status: 412, title: 'Changed by somebody else' },
  wrong_host: { status: 421, title: 'Wrong host' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_type: { status: 415, title: 'Unsupported media type' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  payment_declined: { status: 402, title: 'The payment was declined' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const
export type ErrorCode = keyof typeof problems

/** One fault in the input: where (JSON pointer), what (stable code), and what to do (plain words). */
export type FieldError = { pointer: string; code: string; message: string }

/** A lifecycle refusal: nothing was changed. */
export type Refusal = { code: ErrorCode; message: string; errors?: FieldError[] }

type Extra = {
  errors?: readonly FieldError[]
  shipmentStatus?: Status
  seq?: number
  allowedCommands?: readonly CommandType[]
  retryAfterSeconds?: number
  allow?: string
}

/** An outcome the user can be told about. Anything else that is thrown is a bug. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly extra: Extra

  constructor(code: ErrorCode, message: string, extra: Extra = {}) {
    super(message)
    this.code = code
    this.extra = extra
  }
}

/** A refusal that names one field of the input. */
export function invalid(pointer: string, message: string): Refusal {
  return { code: 'invalid_input', message, errors: [{ pointer, code: 'rule', message }] }
}

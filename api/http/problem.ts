import {
  BackendTerminatedError,
  BackendTerminatedUnexpectedlyError,
  ConnectionError,
  IdleTransactionTimeoutError,
  StatementTimeoutError,
} from 'slonik'
import { z } from 'zod'
import { hasNoSpace } from '#db/no-space.ts'
import { AppError, type ErrorCode, type FieldError, problems } from '#domain/errors.ts'

const mostFaults = 50

/** PostgreSQL: no more connections, shutting down, starting up, crashed. */
const awayCodes = new Set(['53300', '57P01', '57P02', '57P03', '08000', '08003', '08006'])
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'ENOTFOUND'])

/** Whatever was thrown, as something the caller can be told; null for a bug. */
export function asAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof z.ZodError) return invalidInput(error)
  if (isDatabaseAway(error)) {
    return new AppError('unavailable', 'The database cannot be reached. Try again in a moment.', {
      retryAfterSeconds: 2,
    })
  }
  if (hasNoSpace(error)) {
    return new AppError(
      'unavailable',
      'There is no space left to keep this, and nothing of it was kept. Try again later.',
      {
        retryAfterSeconds: 60,
      },
    )
  }
  return asParserError(error)
}

/** All faults of an input at once, each with its JSON pointer. */
function invalidInput(error: z.ZodError): AppError {
  const all = faultsOf(error.issues, [])
  const isFirst = ({ pointer }: FieldError, index: number) =>
    all.findIndex((other) => other.pointer === pointer) === index
  const errors = all.filter(isFirst).slice(0, mostFaults)
  const [first] = errors
  return new AppError('invalid_input', first ? `${first.pointer || 'The input'}: ${first.message}` : 'Not valid.', {
    errors,
  })
}

function faultsOf(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[]): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...at, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => fault([...path, key], 'unknown_field', 'is not a field of this input'))
    }
    // Of several shapes none fitted: the one that got furthest says most.
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? []
      return faultsOf(closest, path)
    }
    const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
    return [fault(path, isMissing ? 'missing' : issue.code, isMissing ? 'is missing' : issue.message)]
  })
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length))
}

function fault(path: readonly PropertyKey[], code: string, message: string): FieldError {
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return { pointer, code, message }
}

function isDatabaseAway(error: unknown): boolean {
  if (
    error instanceof ConnectionError ||
    error instanceof BackendTerminatedError ||
    error instanceof BackendTerminatedUnexpectedlyError ||
    error instanceof StatementTimeoutError ||
    error instanceof IdleTransactionTimeoutError
  ) {
    return true
  }
  const code = codeOf(error)
  return awayCodes.has(code) || networkCodes.has(code)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

const parserErrors: Record<string, [ErrorCode, string]> = {
  'entity.too.large': ['too_large', 'The body is larger than allowed here.'],
  'encoding.unsupported': ['unsupported_type', 'This content encoding is not supported.'],
  'request.aborted': ['malformed', 'The body ended before its time.'],
  'request.size.invalid': ['malformed', 'The body is not as long as its Content-Length says.'],
}

/** What Express and its parsers throw for a request that they cannot read. */
function asParserError(error: unknown): AppError | null {
  if (error instanceof URIError) return new AppError('malformed', 'The address cannot be read.')
  const type = error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : ''
  const known = parserErrors[type]
  if (known) return new AppError(...known)
  const status = error instanceof Error && 'status' in error ? error.status : 0
  return status === 400 ? new AppError('malformed', 'The request cannot be read.') : null
}

/** The body of a problem (RFC 9457) and the headers that go with it. */
export function problemOf(error: AppError, traceId: string) {
  const { status, title } = problems[error.code]
  const { errors, shipmentStatus, seq, allowedCommands, retryAfterSeconds, allow } = error.extra
  return {
    status,
    headers: {
      ...(retryAfterSeconds !== undefined && { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterSeconds))) }),
      ...(allow !== undefined && { Allow: allow }),
      ...(error.code === 'unauthenticated' && { 'WWW-Authenticate': 'Bearer' }),
    },
    body: {
      type: `https://waybill.example/problems/${error.code}`,
      title,
      status,
      detail: error.message,
      code: error.code,
      traceId,
      ...(errors && { errors }),
      ...(shipmentStatus && { shipmentStatus }),
      ...(seq !== undefined && { seq }),
      ...(allowedCommands && { allowedCommands }),
    },
  }
}

import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { AppError, problems } from '#domain/errors.ts'
import { contextOf } from './context.ts'
import { asAppError, problemOf } from './problem.ts'

/** The last handler: everything thrown becomes a problem; what is a bug is logged and told without its insides. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: Express knows an error handler by its four parameters
  return (error: unknown, request, response, next) => {
    const { traceId, route } = contextOf(request)
    const known = asAppError(error)
    if (known === null) log.error({ err: error, traceId, route }, 'a request failed')
    else if (problems[known.code].status >= 500) log.warn({ reason: known.message, traceId, route }, 'a request failed')
    if (response.headersSent) {
      next(error)
      return
    }
    sendProblem(response, known ?? new AppError('internal', 'This is our fault and has been noted.'), traceId)
  }
}

function sendProblem(response: Response, error: AppError, traceId: string): void {
  const { status, headers, body } = problemOf(error, traceId)
  response.status(status).set(headers).set('Cache-Control', 'no-store')
  response.set('Content-Type', 'application/problem+json').end(JSON.stringify(body))
}

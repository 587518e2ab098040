import express, { type NextFunction, type Request, type Response } from 'express'
import { AppError } from '#domain/errors.ts'

export const maxBodyBytes = 256 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true })
const readRaw = express.raw({ type: () => true, limit: maxBodyBytes })

/** Reads a JSON body. Express's own parser would repair broken UTF-8 silently, so bytes are decoded here. */
export function readJson(request: Request, response: Response, next: NextFunction): void {
  if (!hasBody(request)) {
    request.body = undefined
    next()
    return
  }
  if (!isJson(request)) {
    next(new AppError('unsupported_type', 'The body must be application/json in UTF-8.'))
    return
  }
  readRaw(request, response, (error?: unknown) => {
    if (error) {
      next(error)
      return
    }
    try {
      request.body = parseJson(request.body)
      next()
    } catch (fault) {
      next(fault)
    }
  })
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function isJson({ headers }: Request): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';')
  if (type.trim() !== 'application/json') return false
  return parameters.every((parameter) => {
    const [name, value = ''] = parameter.split('=').map((part) => part.trim().replaceAll('"', ''))
    return name !== 'charset' || value === 'utf-8' || value === 'utf8'
  })
}

function parseJson(bytes: unknown): unknown {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return undefined
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    throw new AppError('malformed', 'The body is not valid UTF-8.')
  }
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed
  } catch {
    throw new AppError('malformed', 'The body is not valid JSON.')
  }
}

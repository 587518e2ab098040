import { expect } from 'vitest'
import { z } from 'zod'
import type { Answer } from './caller.ts'

const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
})

/** The problem of an answer: every refusal must be one, and tell nothing of our insides. */
export function problemOf(answer: Answer) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.text).not.toMatch(/node_modules|\/api\/|SELECT|slonik|at Object/)
  const problem = problemSchema.parse(answer.body)
  expect(problem.status).toBe(answer.status)
  return { status: problem.status, code: problem.code, pointers: problem.errors?.map(({ pointer }) => pointer) ?? [] }
}
